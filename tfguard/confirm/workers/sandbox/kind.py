"""What every sandbox has to offer."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Protocol


class SandboxChoice(enum.Enum):
    """What the user asked for."""

    AUTO = "auto"
    BUBBLEWRAP = "bubblewrap"
    SANDLOCK = "sandlock"
    NONE = "none"


class Sandbox(Protocol):
    """One way to run a worker away from the machine."""

    @property
    def name(self) -> str:
        """What reports call it."""

    def home(self, scratch: str) -> str:
        """Where the worker finds its own folder.

        Args:
            scratch: the folder that was made for it outside.
        """

    def command(
        self, arguments: Sequence[str], readable: Sequence[str], environment: Mapping[str, str], home: str
    ) -> list[str]:
        """Give the command that runs a worker.

        Args:
            arguments: the worker's command line.
            readable: folders and files it must be able to read.
            environment: all variables it is to see.
            home: the one folder it may write to; its HOME and TMPDIR.
        """

    def duties(self, readable: Sequence[str]) -> Mapping[str, object]:
        """Say what the worker has to do itself to shut its runs in; see the worker's ``sealing``.

        Args:
            readable: folders and files it must be able to read.
        """
