"""Checks of the parts of a JSON message, each for its type; what does not fit is no message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MAX_TEXT = 9000


class ProtocolError(Exception):
    """A message that does not have the agreed form."""


def as_dict(value: object) -> Mapping[str, Any]:
    """Take an object."""
    if not isinstance(value, dict):
        raise ProtocolError("an object was expected")
    return value


def as_list(value: object) -> Sequence[Any]:
    """Take a list."""
    if not isinstance(value, list):
        raise ProtocolError("a list was expected")
    return value


def as_text(value: object) -> str:
    """Take a text: cut where it is too long, and without what a terminal would act upon."""
    if not isinstance(value, str):
        raise ProtocolError("a text was expected")
    # Lone surrogates and control characters (colour codes above all) must not reach a terminal.
    clean = value[:MAX_TEXT].encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in clean if c in "\n\t" or c.isprintable())


def as_number(value: object) -> float:
    """Take a number that is neither absurdly large nor none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        raise ProtocolError("a number was expected")
    if not -1e15 < value < 1e15:
        raise ProtocolError("a number out of range")
    return value
