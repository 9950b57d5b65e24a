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


try:
    _PRCTL = ctypes.CDLL(None).prctl  # once: in a process with TensorFlow's libraries, the look-up is slow
except (OSError, AttributeError, TypeError):
    _PRCTL = None  # type: ignore[assignment]  # not Linux: the process group is what can be killed


def _prctl(option: int, value: int) -> None:
    if _PRCTL is not None:
        _PRCTL(option, value, 0, 0, 0)


def adopt_orphans() -> None:
    """Make processes that a child leaves behind this process's own, so that they can be ended."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent(sent: int = signal.SIGKILL) -> None:
    """Let the kernel end this process when its parent ends."""
    _prctl(_PR_SET_PDEATHSIG, int(sent))


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
    """List the processes below one, from ``/proc``; empty where there is none.

    Where a sandbox shows nothing but this process, the list ends with its own children: as what they leave
    behind is given to it (:func:`adopt_orphans`), that is enough to end them all, one generation a round.
    """
    return _below(process, _children() or _own_children())


def _own_children() -> dict[int, list[int]]:
    found: list[int] = []
    try:
        for thread in os.listdir("/proc/self/task"):
            with open("/proc/self/task/" + thread + "/children", encoding="ascii") as file:
                found += [int(number) for number in file.read().split()]
    except OSError:
        return {}
    return {os.getpid(): found}


def _children() -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    try:
        entries = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return {}
    for name in entries:
        try:
            with open("/proc/" + name + "/stat", encoding="utf-8", errors="replace") as file:
                # The command's name stands in parentheses and may hold anything.
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        if len(fields) > 1:
            children.setdefault(int(fields[1]), []).append(int(name))
    return children


def _below(process: int, children: dict[int, list[int]]) -> list[int]:
    found: list[int] = []
    queue = [process]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


def takes_more(processes: list[int], limit: int) -> bool:
    """Tell whether some processes together hold more memory than a limit, beyond what this one holds.

    What they share counts once. That is slow to find out, so it is asked only when it may matter.
    """
    own = _held("self")
    if sum(max(0, _held(str(process)) - own) for process in processes) <= limit:
        return False
    return sum(_share(str(process)) for process in processes) > limit


def _held(process: str) -> int:
    """Bytes that are resident and not of a file."""
    try:
        with open("/proc/" + process + "/statm", encoding="ascii") as file:
            fields = file.read().split()
        return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def _share(process: str) -> int:
    """The same, each page divided by the number of processes that have it."""
    try:
        with open("/proc/" + process + "/smaps_rollup", encoding="ascii") as file:
            sizes = dict(line.split(":", 1) for line in file.read().splitlines() if ":" in line)
        return int(sizes.get("Pss_Anon", sizes["Pss"]).split()[0]) * 1024
    except (OSError, KeyError, IndexError, ValueError):
        return _held(process)


def end(group: int = 0) -> bool:
    """Kill a child's process group and everything that descends from this process, and reap them.

    All are stopped before the first is killed: one that forks without end would outrun a single round.

    Returns:
        Whether nothing is left.
    """
    if group:
        _signal_group(group, signal.SIGKILL)
    if not reap():
        return True  # most runs leave nothing behind: no need to look through all processes
    deadline = time.monotonic() + ENDING_SECONDS
    below = descendants(os.getpid())
    while below and time.monotonic() < deadline:
        stopped = set()  # type: set[int]
        while set(below) - stopped and time.monotonic() < deadline:
            _signal_all(below, signal.SIGSTOP)
            stopped.update(below)
            below = descendants(os.getpid())
        _signal_all(below, signal.SIGKILL)
        reap()
        time.sleep(0.002)
        below = descendants(os.getpid())
    reap()
    return not below


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
