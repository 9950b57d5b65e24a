"""Whose doing an effect is: the flagged line's, or that of a function of the user's which it calls.

A finding names a line. That ``step()`` prints because a function prints that it calls is no proof of a
finding at the call. So the frame of the user's code that is innermost when something happens is compared
with the frame in which the flagged place stands.
"""

from __future__ import annotations

import inspect
import sys
from typing import Any

CALLED = "called "  # begins the kinds of effect of functions that the place calls
_PARTS = frozenset(("<lambda>", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"))
_MOST_FRAMES = 400
_root: list[str] = []


def set_root(folder: str) -> None:
    """Say where the user's files are, with a trailing separator."""
    _root[:] = [folder]


def is_users(frame: Any) -> bool:
    """Tell a frame of the user's code."""
    return bool(_root) and frame.f_code.co_filename.startswith(_root[0])


def _is_whole(frame: Any) -> bool:
    """Tell a function from parts of one, which belong to the function around them."""
    return frame.f_code.co_name not in _PARTS and not frame.f_code.co_flags & inspect.CO_GENERATOR


def nearest() -> Any:
    """Give the innermost frame of the user's code, parts of functions among them, or None."""
    frame: Any = sys._getframe(1)  # noqa: SLF001 - the way that Python has for it
    for _ in range(_MOST_FRAMES):
        if frame is None or is_users(frame):
            return frame
        frame = frame.f_back
    return None


def innermost() -> Any:
    """Give the innermost frame of a function of the user's, or None."""
    frame: Any = sys._getframe(1)  # noqa: SLF001 - the way that Python has for it
    for _ in range(_MOST_FRAMES):
        if frame is None or (is_users(frame) and _is_whole(frame)):
            return frame
        frame = frame.f_back
    return None


def is_callee(frame: Any, name: str) -> bool:
    """Tell a function of the user's that a line calls from what Python runs for the line itself.

    Args:
        frame: of the function.
        name: of the attribute that the line writes: its property belongs to the line.
    """
    called = frame.f_code.co_name
    special = called.startswith("__") and called != "__call__"
    return is_users(frame) and _is_whole(frame) and not special and called != name
