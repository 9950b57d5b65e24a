"""What users say about how files are analysed, whichever way they say it."""

from __future__ import annotations

from dataclasses import dataclass

from tfguard.syntax.project import CONSTANT_SIZE, Project

KIB = 1024
DEFAULT_CONSTANT_SIZE = CONSTANT_SIZE // KIB


@dataclass(frozen=True, slots=True)
class Settings:
    """What an analysis depends on beside the files.

    Attributes:
        traced_decorators: see :class:`tfguard.syntax.project.Project`.
        constant_size: from how many KiB on an array in a graph is reported.
    """

    traced_decorators: tuple[str, ...] = ()
    constant_size: int = DEFAULT_CONSTANT_SIZE

    def project(self) -> Project:
        """Make an empty project that is analysed so."""
        return Project(self.traced_decorators, self.constant_size * KIB)
