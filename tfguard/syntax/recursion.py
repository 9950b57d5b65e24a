"""Room for deep recursion: a chain of forty calls is some hundreds of Python frames in the analyser."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FunctionType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

LIMIT = 5_000  # frames
_ROOM = 2**17  # words


def with_room(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that recurses deeply.

    CPython from 3.11 keeps frames in chunks of 16 KiB, and takes from the system and gives back a chunk each
    time a call crosses the end of one: some 80,000 times in a run over two copies of Keras (counted with
    strace), and a twelfth of the processor time of one over 9,800 files (41.8 s, and 38.5 without). A caller
    that claims a large frame gets a large chunk, in which there is room for the frames of all it calls.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, LIMIT))
    try:
        return _call_from_large_frame(function, *args, **kwargs)  # type: ignore[no-any-return]
    finally:
        sys.setrecursionlimit(before)


def _call(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return function(*args, **kwargs)


_call_from_large_frame = FunctionType(_call.__code__.replace(co_stacksize=_ROOM), globals(), "_call")
