"""What users say about how files are analysed, whichever way they say it."""

from __future__ import annotations

from tfguard.syntax.project import CONSTANT_SIZE, LOOP_ITERATIONS, Project
from tfguard.syntax.records import dataclass
from tfguard.syntax.versions import NOT_SAID, Versions

KIB = 1024
DEFAULT_CONSTANT_SIZE = CONSTANT_SIZE // KIB
DEFAULT_LOOP_ITERATIONS = LOOP_ITERATIONS


@dataclass(frozen=True, slots=True)
class Settings:
    """What an analysis depends on beside the files.

    Attributes:
        traced_decorators: see :class:`tfguard.syntax.project.Project`.
        constant_size: from how many KiB on an array in a graph is reported.
        versions: of the libraries that the code is for.
        older: ids of the rules that are to speak of code for TensorFlow 1 too, which is all right as it is.
        loop_iterations: from how many known iterations on an unrolled loop is reported.
        implicit_roots: see :class:`tfguard.syntax.project.Project`.
        unasked: names of the kinds of events that no rule which is on wants: they are not looked for where
            that takes time.
    """

    traced_decorators: tuple[str, ...] = ()
    constant_size: int = DEFAULT_CONSTANT_SIZE
    versions: Versions = NOT_SAID
    older: frozenset[str] = frozenset()
    loop_iterations: int = DEFAULT_LOOP_ITERATIONS
    implicit_roots: bool = True
    unasked: frozenset[str] = frozenset()

    def project(self) -> Project:
        """Make an empty project that is analysed so."""
        size, iterations = self.constant_size * KIB, self.loop_iterations
        return Project(
            self.traced_decorators,
            size,
            self.versions,
            self.older,
            iterations,
            self.implicit_roots,
            self.unasked,
        )
