"""Namespaces by bubblewrap: no network, no processes but its own, nothing of the disk but what is bound."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfguard.confirm.workers.sandbox.folders import below, system_folders

_HOME = "/tmp/tfguard"  # noqa: S108 - a file system of its own
_MEMORY = str(512 << 20)  # of all files together


@dataclass(frozen=True, slots=True)
class Bubblewrap:
    """A worker in namespaces of its own.

    Attributes:
        program: the ``bwrap`` executable.
    """

    program: str
    name: str = "bubblewrap"

    def home(self, scratch: str) -> str:
        """Give a folder in memory that goes with the worker, instead of the one outside."""
        del scratch
        return _HOME

    def command(
        self, arguments: Sequence[str], readable: Sequence[str], environment: Mapping[str, str], home: str
    ) -> list[str]:
        """Give the command.

        Without ``--cap-drop`` a worker of root's keeps all capabilities in its namespace, and could make what
        is bound writable again.
        """
        options = [self.program, "--unshare-all", "--cap-drop", "ALL"]
        options += ["--die-with-parent", "--new-session", "--hostname", "tfguard", "--clearenv"]
        for name, value in environment.items():
            options += ["--setenv", name, value]
        options += ["--proc", "/proc", "--dev", "/dev", "--size", _MEMORY, "--tmpfs", home]
        for folder in system_folders():
            options += _bound(folder)
        for folder in readable:
            if not below(folder, ("/usr", "/lib", "/lib64", "/bin")):
                options += ["--ro-bind", folder, folder]
        for mounted in ("/dev", "/"):
            options += ["--remount-ro", mounted]
        return [*options, "--chdir", home, "--", *arguments]

    def duties(self, readable: Sequence[str]) -> Mapping[str, object]:
        """Let the worker forbid system calls, and its runs to reach it."""
        del readable
        return {"filter": True, "writable": ["/dev"]}


def find() -> Bubblewrap | None:
    """Find the program; None where it is not installed."""
    program = shutil.which("bwrap") if sys.platform.startswith("linux") else None
    return Bubblewrap(program) if program is not None else None


def _bound(path: str) -> list[str]:
    if Path(path).is_symlink():
        return ["--symlink", str(Path(path).readlink()), path]
    return ["--ro-bind", path, path]
