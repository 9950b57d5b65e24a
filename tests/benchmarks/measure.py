"""What the benchmarks share: files of a folder, time and memory of a child process, tables."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

POLL = 0.1  # seconds between two looks at a child's memory
MIB = 2**20
LIMIT = 16 * MIB  # of a child's output; ruff writes more, and nobody looks at it


@dataclass(frozen=True)
class Usage:
    """What a child process took.

    Attributes:
        status: its exit status.
        wall: seconds from start to end.
        user: seconds of processor time in user mode, its own children included.
        memory: peak of the memory of it and its children together, in bytes (proportional share of
            shared pages, sampled; where the system does not tell, the peak of the largest process).
        output: its standard output.
        errors: its standard error.
    """

    status: int
    wall: float
    user: float
    memory: int
    output: str
    errors: str


def python_files(folder: Path) -> list[Path]:
    """All ``.py`` files below a folder, sorted, so that a seed always means the same sample."""
    return sorted(path for path in folder.rglob("*.py") if path.is_file())


def run(command: Sequence[str], cwd: Path | None = None) -> Usage:
    """Run a command to its end and measure it.

    Args:
        command: program and arguments.
        cwd: where to run it.

    Returns:
        What it took. One child is measured at a time: the counters are those of all ended children.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Files and not pipes: nobody reads while the child runs, and ruff writes hundreds of megabytes.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, stderr=errors, cwd=cwd, start_new_session=True)
        sampler = _MemorySampler(child.pid)
        sampler.start()
        status = child.wait()
        wall = time.perf_counter() - start
        sampler.finish()
        said, complained = _text(output), _text(errors)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory = sampler.peak or after.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Usage(status, wall, after.ru_utime - before.ru_utime, memory, said, complained)


def print_table(title: str, rows: Iterable[tuple[str, str]]) -> None:
    """Print pairs of name and figure in two columns."""
    shown = list(rows)
    width = max((len(name) for name, _ in shown), default=0)
    figures = max((len(figure) for _, figure in shown), default=0)
    print(f"\n{title}")
    for name, figure in shown:
        print(f"  {name:<{width}}  {figure:>{figures}}")


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(LIMIT).decode("utf-8", "replace")


class _MemorySampler(threading.Thread):
    """Looks at the memory of a session of processes until told to stop (Linux; else sees nothing)."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._session = session
        self._stop_asked = threading.Event()

    def run(self) -> None:
        while not self._stop_asked.wait(POLL):
            self.peak = max(self.peak, sum(map(_proportional_memory, _processes_of(self._session))))

    def finish(self) -> None:
        self._stop_asked.set()
        self.join()


def _processes_of(session: int) -> list[Path]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # After the command, which may hold spaces and brackets: state, parent, group, session.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            found.append(folder)
    return found


def _proportional_memory(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def quiet_environment() -> None:
    """Keep what a user has configured for Pylint and ruff out of what is measured."""
    for name in ("PYLINTRC", "RUFF_CONFIG"):
        os.environ.pop(name, None)
