"""Events: what happens while TensorFlow traces. Filled in with the interpreter."""

from __future__ import annotations


class Event:
    """Base of all events."""
