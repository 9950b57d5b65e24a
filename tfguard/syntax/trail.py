"""What an analysis read and asked of the disk, written down file by file.

Whoever keeps the result of an analysis has to know what it depends on. One analysis profits from what another
one found out before, so what it reads by itself says too little. Written down is therefore what is asked *for
each file*, whichever analysis asks; from the file that is analysed one gets to all that it can depend on.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import field

from tfguard.syntax.records import dataclass

CHANGING = "?"  # of what was not the same each time


@dataclass(slots=True)
class Trail:
    """What was read and asked.

    Attributes:
        contents: by file: the digest of its bytes, or why it cannot be read.
        folders: by folder: the digest of the names in it.
        answers: by importing file: what its imports mean, by question
            (:meth:`tfguard.syntax.project.Project.answer`).
        imports: by importing file: the files of which it may use what they hand out.
        entered: by importing file: the files into which the analysis went from there.
        passing: files that speak of tracing: what they import matters to those that import them.
    """

    contents: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    answers: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    imports: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    entered: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    passing: set[str] = field(default_factory=set)

    def read(self, path: str, state: str) -> None:
        """Note what was found in a file."""
        if self.contents.setdefault(path, state) != state:
            self.contents[path] = CHANGING

    def listed(self, folder: str, names: Iterable[str]) -> None:
        """Note what was found in a folder."""
        state = digest_of_names(names)
        if self.folders.setdefault(folder, state) != state:
            self.folders[folder] = CHANGING

    def answered(self, path: str, question: str, answer: str) -> None:
        """Note what was found out for a file."""
        answers = self.answers[path]
        if answers.setdefault(question, answer) != answer:
            answers[question] = CHANGING

    def add(self, other: Trail) -> None:
        """Take over what was noted elsewhere, in another process."""
        self.contents = united(self.contents, other.contents)
        self.folders = united(self.folders, other.folders)
        for path, answers in other.answers.items():
            self.answers[path] = united(self.answers[path], answers)
        for path, found in other.imports.items():
            self.imports[path] |= found
        for path, found in other.entered.items():
            self.entered[path] |= found
        self.passing |= other.passing

    def files(self) -> Iterator[str]:
        """Give each file of which anything is known."""
        yield from dict.fromkeys((*self.contents, *self.answers, *self.imports, *self.entered))


def digest(data: bytes) -> str:
    """Give the digest of a file's bytes."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def digest_of_names(names: Iterable[str]) -> str:
    """Give the digest of the names in a folder."""
    return digest("\0".join(sorted(names)).encode("utf-8", "surrogatepass"))


def united(some: dict[str, str], others: dict[str, str]) -> dict[str, str]:
    """Put together what was noted twice; what was not the same each time is marked."""
    same = {what: said if others.get(what, said) == said else CHANGING for what, said in some.items()}
    return {**others, **same}
