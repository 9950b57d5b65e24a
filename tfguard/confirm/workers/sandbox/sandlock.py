"""Landlock and seccomp by the ``sandlock`` package: it needs no namespaces, which many containers forbid.

Linux 6.12 or newer, on x86-64 and ARM. What it leaves open is closed by the worker itself (``sealing``), or
stands in ``docs/sandbox.md``.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfguard.confirm.workers.sandbox.folders import system_folders
from tfguard.confirm.workers.sandbox.keeping import kept

PROCESSES = 64  # in all, the worker among them
# Not all of /proc: sandlock opens what it lets pass on behalf of a run, with its own rights, and that would
# be the worker's memory and descriptors too. A worker so sees its own children only, and nothing of theirs.
_KERNEL = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


@dataclass(frozen=True, slots=True)
class Sandlock:
    """A worker confined by Landlock and seccomp, with the system calls answered by its keeper.

    Attributes:
        where: the folder that holds the ``sandlock`` package.
    """

    where: str
    name: str = "sandlock"

    def home(self, scratch: str) -> str:
        """Give the folder as it is: there is but one file system."""
        return scratch

    def command(
        self, arguments: Sequence[str], readable: Sequence[str], environment: Mapping[str, str], home: str
    ) -> list[str]:
        """Give the keeper's command; it is started with the environment that the worker is to have."""
        how: dict[str, object] = {
            "where": self.where,
            "fs_readable": [*system_folders(), *_KERNEL, *_DEVICES, *readable],
            "fs_writable": [home, "/dev/null"],
            "clean_env": True,
            "env": dict(environment),
            "cwd": home,
            "max_processes": PROCESSES,
            "no_coredump": False,
        }
        return kept(arguments, how)

    def duties(self, readable: Sequence[str]) -> Mapping[str, object]:
        """Let the worker forbid what Landlock has no right for, and its runs to read all that it reads."""
        return {
            "filter": True,
            "pretend": True,
            "readable": [*system_folders(), *_DEVICES, *_KERNEL, *readable],
            "writable": ["/dev/null"],
        }


def find() -> Sandlock | None:
    """Find the package, without importing it; None where it is not installed."""
    if not sys.platform.startswith("linux"):
        return None
    spec = importlib.util.find_spec("sandlock")
    if spec is None or spec.origin is None:
        return None
    return Sandlock(str(Path(spec.origin).parent.parent))
