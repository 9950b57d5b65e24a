"""A sign of life on standard error, for people, and only when they have to wait."""

from __future__ import annotations

import sys
import time
from collections import Counter
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


@contextmanager
def verdict_progress(length: int) -> Iterator[Callable[[str], None]]:
    """Give a function to call with the outcome of each of ``length`` verdicts.

    A bar with a running count of the outcomes is on standard error while the verdicts come, where that is a
    terminal; it is removed at the end.
    """
    if not length or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("confirming"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeElapsedColumn(),
    )
    seen: Counter[str] = Counter()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=length, counts="")

        def step(outcome: str) -> None:
            seen[outcome] += 1
            counts = ", ".join(f"{seen[name]} {name}" for name in sorted(seen))
            bar.update(task, advance=1, counts=counts)

        yield step
