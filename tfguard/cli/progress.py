"""A sign of life on standard error, for people, and only when they have to wait."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 1.0  # seconds that nobody minds
_INTERVAL = 0.1  # seconds between two repaints


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[], None]]:
    """Give a function to call after each of ``length`` steps.

    ``label: 12 of 340`` appears when a run lasts longer than a second and standard error is a terminal;
    it is removed at the end.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    painted = time.monotonic() + _PATIENCE - _INTERVAL
    done, width = 0, 0

    def step() -> None:
        nonlocal painted, done, width
        done += 1
        if time.monotonic() - painted >= _INTERVAL:
            painted = time.monotonic()
            text = f"{label}: {done:,} of {length:,}"
            width = max(width, len(text))
            sys.stderr.write("\r" + text.ljust(width))
            sys.stderr.flush()

    try:
        yield step
    finally:
        if width:
            sys.stderr.write("\r" + " " * width + "\r")
            sys.stderr.flush()
