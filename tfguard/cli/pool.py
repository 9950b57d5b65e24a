"""Checking many files on all cores.

Own processes over pipes and not a ready-made executor, because one that loses a worker (the system's
out-of-memory killer) gives up all work; here a killed worker costs the file it was at.
"""

from __future__ import annotations

import bisect
import itertools
import os
import signal
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tfguard.cli.checking import Checked
from tfguard.reporting.report import FileError
from tfguard.syntax.trail import Trail

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess


class Check(Protocol):
    """Checks files one after the other."""

    def __call__(self, path: str, /) -> Checked:
        """Check one file."""

    @property
    def full(self) -> bool:
        """Whether it keeps so much that it had better be replaced; that frees all at once."""

    @property
    def trail(self) -> Trail:
        """What its results depend on."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a process leaves behind when it ends.

    Attributes:
        paths: the files that it checked.
        trail: what their results depend on.
    """

    paths: tuple[str, ...]
    trail: Trail


def _forget(_: Left) -> None:
    """Keep nothing."""


MIN_FILES = 24  # below, starting processes costs more than it brings
_MAX_BATCH = 32


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def check_files(
    paths: list[str],
    make: Callable[[], Check],
    jobs: int,
    on_done: Callable[[Checked], None],
    on_left: Callable[[Left], None] = _forget,
) -> list[Checked]:
    """Check files, in this process or in several.

    Args:
        paths: the files.
        make: builds what checks a file; has to be picklable where processes are not forked.
        jobs: how many processes at most.
        on_done: called with each result as it comes.
        on_left: called when a process is done with its files; not for one that was killed.

    Returns:
        One result a file, in the order of ``paths``.
    """
    if not paths:
        return []
    if jobs <= 1 or len(paths) < MIN_FILES:
        check = make()
        results = []
        for path in paths:
            results.append(check(path))
            on_done(results[-1])
        on_left(Left(tuple(paths), check.trail))
        return results
    by_path = _Pool(paths, make, min(jobs, len(paths)), on_done, on_left).run()
    return [by_path[path] for path in paths]


class _Worker:
    def __init__(
        self, context: BaseContext, make: Callable[[], Check], others: list[Connection], slot: int
    ) -> None:
        self.slot = slot
        self.connection, theirs = context.Pipe()
        # A forked child closes its copies of the other pipes: each must end when the parent does.
        inherited = [*others, self.connection] if context.get_start_method() == "fork" else []
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_work, args=(theirs, make, inherited), daemon=True
        )
        self.process.start()
        theirs.close()
        self.pending: deque[str] = deque()
        self.done: list[str] = []


class _Pool:
    def __init__(
        self,
        paths: list[str],
        make: Callable[[], Check],
        jobs: int,
        on_done: Callable[[Checked], None],
        on_left: Callable[[Left], None],
    ) -> None:
        import multiprocessing

        method = "fork" if sys.platform == "linux" else "spawn"
        self._context = multiprocessing.get_context(method)
        self._make = _Made(make()) if method == "fork" else make  # imported once, before the first fork
        self._on_done = on_done
        self._on_left = on_left
        # Neighbours share imports: each process works through a stretch of its own, and helps out at the
        # end of the longest one when that is done.
        self._stretches = [*map(deque, stretches(paths, jobs))]
        self._results: dict[str, Checked] = {}
        self._jobs = jobs
        self._workers: list[_Worker] = []

    def run(self) -> dict[str, Checked]:
        try:
            for slot in range(len(self._stretches)):
                self._start(slot)
            while self._workers:
                self._receive()
        finally:
            for worker in self._workers:
                worker.process.terminate()
        return self._results

    def _start(self, slot: int) -> None:
        worker = _Worker(self._context, self._make, [other.connection for other in self._workers], slot)
        self._workers.append(worker)
        self._hand_out(worker)

    def _hand_out(self, worker: _Worker) -> None:
        """Give a worker its next files; without any it is let go."""
        batch = self._next(worker.slot)
        worker.pending.extend(batch)
        try:
            worker.connection.send(batch)
        except OSError:  # it has died already
            self._lost(worker)
            return
        if not batch:
            self._workers.remove(worker)
            self._ended(worker)

    def _next(self, slot: int) -> list[str]:
        own = self._stretches[slot]
        source = own or max(self._stretches, key=len)
        size = max(1, min(_MAX_BATCH, len(source) // 4))  # small ones last: all end together
        take = source.popleft if source is own else source.pop
        return [take() for _ in range(min(size, len(source)))]

    def _receive(self) -> None:
        from multiprocessing.connection import wait

        ready = wait([worker.connection for worker in self._workers])
        for worker in [worker for worker in self._workers if worker.connection in ready]:
            result: Checked
            try:
                result, full = worker.connection.recv()
            except (EOFError, OSError):
                self._lost(worker)
                continue
            worker.pending.remove(result.path)
            worker.done.append(result.path)
            self._done(result)
            if full:
                self._ended(worker)
                self._replace(worker)
            elif not worker.pending:
                self._hand_out(worker)

    def _ended(self, worker: _Worker) -> None:
        """Take the last that a worker sends."""
        try:
            trail: Trail = worker.connection.recv()
        except (EOFError, OSError):  # killed at the last moment: nothing is known of its results' grounds
            pass
        else:
            self._on_left(Left(tuple(worker.done), trail))
        worker.process.join()

    def _replace(self, worker: _Worker) -> None:
        """Hand what a worker has not got to when it ended to a new one."""
        worker.process.join()
        self._workers.remove(worker)
        self._stretches[worker.slot].extendleft(reversed(worker.pending))
        if any(self._stretches):
            self._start(worker.slot)

    def _lost(self, worker: _Worker) -> None:
        """Report the file that a dead worker was at, and hand the others to a new one."""
        worker.process.join()
        if worker.pending:
            path = worker.pending.popleft()
            how = _death(worker.process.exitcode)
            self._done(Checked(path, error=FileError(path, f"given up: the process checking it {how}")))
        self._replace(worker)

    def _done(self, result: Checked) -> None:
        self._results[result.path] = result
        self._on_done(result)


def stretches(paths: list[str], count: int) -> list[list[str]]:
    """Cut files into stretches of about the same size in bytes, so that they take about the same time.

    Every other one is worked through from its end: where two meet, they have read the same files.
    """
    ends = [*itertools.accumulate(map(_size, paths))]
    cuts = [bisect.bisect_left(ends, ends[-1] * part / count) for part in range(count + 1)]
    cuts[-1] = len(paths)
    found = [paths[start:end] for start, end in itertools.pairwise(cuts)]
    return [stretch[::-1] if number % 2 else stretch for number, stretch in enumerate(found)]


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:  # it is not there, or no file: checking it will tell
        return 0


class _Made:
    """What a forked process gets instead of a maker: the thing itself."""

    def __init__(self, check: Check) -> None:
        self._check = check

    def __call__(self) -> Check:
        return self._check


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return f"was killed ({name}{', perhaps for want of memory' if name == 'SIGKILL' else ''})"
    return f"ended with code {code}"


def _work(connection: Connection, make: Callable[[], Check], inherited: list[Connection]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C, once
    for other in inherited:
        other.close()
    check = make()
    try:
        while batch := connection.recv():
            for path in batch:
                result = check(path)
                connection.send((result, check.full))
                if check.full:
                    connection.send(check.trail)
                    return
        connection.send(check.trail)
    except (EOFError, OSError):  # the parent has gone
        return
