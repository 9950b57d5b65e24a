"""What stands between an experiment and the machine."""

from __future__ import annotations

import enum
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tfguard.confirm.errors import ConfirmError


class SandboxChoice(enum.Enum):
    """What the user asked for."""

    AUTO = "auto"
    NONE = "none"


class Sandbox(Protocol):
    """One way to run a worker away from the machine."""

    @property
    def name(self) -> str:
        """What reports call it."""

    def command(
        self, arguments: Sequence[str], readable: Sequence[str], environment: Mapping[str, str], scratch: str
    ) -> list[str]:
        """Give the command that runs a worker.

        Args:
            arguments: the worker's command line.
            readable: folders and files it must be able to read.
            environment: all variables it is to see.
            scratch: the one folder it may write to; its HOME and TMPDIR.
        """


@dataclass(frozen=True, slots=True)
class NoSandbox:
    """The worker runs as the user, with limits and a scrubbed environment only."""

    name: str = "none"

    def command(
        self, arguments: Sequence[str], readable: Sequence[str], environment: Mapping[str, str], scratch: str
    ) -> list[str]:
        """Give the worker's own command line; folders and environment are the parent's to set."""
        del readable, environment, scratch
        return list(arguments)


@dataclass(frozen=True, slots=True)
class Bubblewrap:
    """Namespaces by bubblewrap: no network, no processes but its own, nothing of the disk but what is bound.

    Attributes:
        program: the ``bwrap`` executable.
    """

    program: str
    name: str = "bubblewrap"

    def command(
        self, arguments: Sequence[str], readable: Sequence[str], environment: Mapping[str, str], scratch: str
    ) -> list[str]:
        """Give the command; the scratch folder is a file system in memory that goes with the worker."""
        options = [self.program, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
        for name, value in environment.items():
            options += ["--setenv", name, value]
        options += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", scratch]  # noqa: S108
        for folder in _system_folders():
            options += _bound(folder)
        for folder in readable:
            if not _below(folder, ("/usr", "/lib", "/lib64", "/bin")):
                options += ["--ro-bind", folder, folder]
        return [*options, "--remount-ro", "/", "--chdir", scratch, "--", *arguments]


def _system_folders() -> list[str]:
    """Shared libraries and what the C library reads; no other part of ``/etc``."""
    names = (
        "/usr",
        "/lib",
        "/lib32",
        "/lib64",
        "/bin",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/etc/alternatives",
    )
    return [name for name in names if os.path.lexists(name)]


def _bound(path: str) -> list[str]:
    if Path(path).is_symlink():
        return ["--symlink", str(Path(path).readlink()), path]
    return ["--ro-bind", path, path]


def _below(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def choose(choice: SandboxChoice, trusted: bool) -> Sandbox:
    """Pick the sandbox for a run.

    Args:
        choice: what the user asked for.
        trusted: the code is tfguard's own demo, which may run without one.

    Raises:
        ConfirmError: there is none, and the user did not say that none is needed.
    """
    if choice is SandboxChoice.NONE:
        return NoSandbox()
    program = shutil.which("bwrap") if sys.platform.startswith("linux") else None
    if program is not None and _works(program):
        return Bubblewrap(program)
    if trusted:
        return NoSandbox()
    raise ConfirmError(
        "cannot confirm without a sandbox: bubblewrap is not installed or may not be used here; "
        "install it, or pass --no-sandbox to run the code as yourself"
    )


def _works(program: str) -> bool:
    """Try it: many containers and some distributions forbid user namespaces."""
    true = shutil.which("true") or "/bin/true"
    command = Bubblewrap(program).command([true], [], {}, "/tmp/tfguard")  # noqa: S108
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


WORKER = Path(__file__).parent.parent / "worker"
