"""The one error of confirm mode that ends it."""

from __future__ import annotations


class ConfirmError(Exception):
    """Nothing can be confirmed; the message is one line that says why and what to do."""
