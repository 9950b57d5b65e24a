"""How bad a finding is, from the letter of its rule's id."""

from __future__ import annotations

import enum


class Level(enum.Enum):
    """What reports of several formats call a finding; the value is SARIF's word."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_LETTERS = {"E": Level.ERROR, "F": Level.ERROR, "W": Level.WARNING}


def level_of(rule_id: str) -> Level:
    """Raises or gives wrong results, is likely not what was meant, or costs time or breaks a convention."""
    return _LETTERS.get(rule_id[:1], Level.NOTE)
