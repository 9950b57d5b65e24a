"""What is changed in an object that outlives the call."""

from __future__ import annotations

from tfguard.confirm.repro.parts.describing import describe, target_of

DID = "changed what it writes"


def prepare():
    """Do nothing."""


def measure(owner):
    """Give a text for the state of what the flagged place changes."""
    return describe(target_of(owner))
