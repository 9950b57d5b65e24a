"""Limits and cleaning up: what keeps one experiment from costing more than itself."""

from __future__ import annotations

import ctypes
import os
import signal
import time

try:
    import resource
except ImportError:  # Windows has none; there the parent's time limit is all
    resource = None  # type: ignore[assignment]

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
MAX_FILE_BYTES = 64 << 20
MAX_OPEN_FILES = 256
ENDING_SECONDS = 10.0  # to end what an experiment has left behind


def _prctl(option: int, value: int) -> None:
    try:
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
    except (OSError, AttributeError):
        return  # not Linux: the process group is what can be killed


def adopt_orphans() -> None:
    """Make processes that a child leaves behind this process's own, so that they can be ended."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent() -> None:
    """Let the kernel end this process when its parent ends."""
    _prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))


def confine(memory: int, seconds: float) -> None:
    """Limit this process for the rest of its life.

    Args:
        memory: bytes of address space on top of what is mapped now: TensorFlow reserves much more
            than it uses, so an absolute limit would depend on its version.
        seconds: processor time.
    """
    if resource is None:
        return
    mapped = _mapped()
    cpu = int(seconds) + 2
    for name, value in (
        ("RLIMIT_AS", mapped + memory),
        ("RLIMIT_CPU", cpu),
        ("RLIMIT_FSIZE", MAX_FILE_BYTES),
        ("RLIMIT_NOFILE", MAX_OPEN_FILES),
        ("RLIMIT_CORE", 0),
    ):
        limit = getattr(resource, name, None)
        if limit is None or value <= 0:
            continue
        _, hard = resource.getrlimit(limit)
        lowered = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (lowered, lowered))


def _mapped() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 8 << 30


def descendants(process: int) -> list[int]:
    """List the processes below one, from ``/proc``; empty where there is none."""
    children: dict[int, list[int]] = {}
    try:
        entries = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []
    for name in entries:
        try:
            with open("/proc/" + name + "/stat", encoding="utf-8", errors="replace") as file:
                # The command's name stands in parentheses and may hold anything.
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        if len(fields) > 1:
            children.setdefault(int(fields[1]), []).append(int(name))
    found: list[int] = []
    queue = [process]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


def end(group: int) -> None:
    """Kill a child's process group and everything that descends from this process, and reap them.

    All are stopped before the first is killed: one that forks without end would outrun a single round.
    """
    _signal_group(group, signal.SIGKILL)
    if not reap():
        return  # most runs leave nothing behind: no need to look through all processes
    deadline = time.monotonic() + ENDING_SECONDS
    while time.monotonic() < deadline:
        below = descendants(os.getpid())
        if not below:
            break
        stopped = set()  # type: set[int]
        while set(below) - stopped and time.monotonic() < deadline:
            _signal_all(below, signal.SIGSTOP)
            stopped.update(below)
            below = descendants(os.getpid())
        _signal_all(below, signal.SIGKILL)
        reap()
        time.sleep(0.002)
    reap()


def _signal_all(processes: list[int], sent: int) -> None:
    for process in processes:
        try:
            os.kill(process, sent)
        except OSError:
            continue


def _signal_group(group: int, sent: int) -> None:
    try:
        os.killpg(group, sent)
    except OSError:
        return


def reap() -> bool:
    """Collect every child that has ended; tell whether there are others."""
    while True:
        try:
            process, _ = os.waitpid(-1, os.WNOHANG)
        except OSError:
            return False
        if process == 0:
            return True
