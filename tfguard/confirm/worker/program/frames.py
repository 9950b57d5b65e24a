"""Which lines of the user's code are at work: in the stack, and in an exception."""

from __future__ import annotations

import os
import re
import sys
from types import FrameType
from typing import Any

from .. import failure

_LIBRARY = os.path.dirname(os.__file__) + os.sep
_OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_INSTALLED = re.compile(r"[/\\](site|dist)-packages[/\\]")
_FRAME = re.compile(r'File "(?P<path>[^"\n]+)", line (?P<line>\d+), in (?P<function>\S+)')
_known: dict[str, bool] = {}


def is_users(path: str) -> bool:
    """Tell the user's files from those of Python, of installed packages, and AutoGraph's."""
    found = _known.get(path)
    if found is None:
        name = os.path.basename(path)
        generated = name.startswith(("__autograph_generated_file", "<"))
        library = path.startswith((_LIBRARY, _OWN)) or _INSTALLED.search(path) is not None
        found = _known[path] = not (generated or library) and os.path.exists(path)
    return found


def caller(frame: FrameType | None) -> list[Any] | None:
    """Find the innermost line of the user's that is at work: file and line."""
    while frame is not None:
        if is_users(frame.f_code.co_filename):
            return [os.path.realpath(frame.f_code.co_filename), frame.f_lineno]
        frame = frame.f_back
    return None


def in_graph_run(frame: FrameType | None) -> bool:
    """Tell whether code is run by a graph: ``tf.py_function`` and its kin."""
    while frame is not None:
        if frame.f_code.co_filename.endswith("script_ops.py"):
            return True
        frame = frame.f_back
    return False


def describe(error: BaseException) -> dict[str, Any]:
    """Describe an exception for the judge: class, text, innermost line of the user's."""
    found = failure.describe(error, "", [])
    found["innermost"] = _innermost(error, found["text"])
    del found["held"]
    return found


def _innermost(error: BaseException, text: str) -> list[Any] | None:
    """AutoGraph and XLA say in the text where; else the traceback does."""
    listed = text.partition("The op is created at:")[2] if "The op is created at:" in text else ""
    if not listed and ("in user code:" in text or "Detected at node" in text):
        listed = text
    named = [(match["path"], int(match["line"])) for match in _FRAME.finditer(listed)]
    # XLA leaves out what the names of all files there begin with.
    named = [(path if os.path.exists(path) else os.sep + path, line) for path, line in named]
    places = [place for place in named if is_users(place[0])]
    if not places:
        places = [place for place in _of_traceback(error) if is_users(place[0])]
    return [os.path.realpath(places[-1][0]), places[-1][1]] if places else None


def _of_traceback(error: BaseException) -> list[tuple[str, int]]:
    found = []
    traceback = error.__traceback__
    while traceback is not None:
        found.append((traceback.tb_frame.f_code.co_filename, traceback.tb_lineno))
        traceback = traceback.tb_next
    return found


def here() -> FrameType | None:
    """Give the frame that calls."""
    return sys._getframe(1)  # noqa: SLF001
