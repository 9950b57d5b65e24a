"""What is kept of some checks: their results, and the files, folders and answers that these depend on."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from tfguard.recall.codec import Json
from tfguard.syntax.trail import CHANGING, Trail


@dataclass(slots=True)
class Facts:
    """What is known of one file.

    Attributes:
        state: the digest of its bytes, or why it cannot be read; empty where nobody read it.
        answers, imports, entered: see :class:`tfguard.syntax.trail.Trail`.
        passing: what it imports was looked at for those that import it.
    """

    state: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    imports: frozenset[str] = frozenset()
    entered: frozenset[str] = frozenset()
    passing: bool = False

    def agrees(self, other: Facts) -> bool:
        """Whether both may be said of the same file."""
        if self.state and other.state and self.state != other.state:
            return False
        return all(other.answers.get(question, answer) == answer for question, answer in self.answers.items())

    def united(self, other: Facts) -> Facts:
        """Put together what agrees."""
        return Facts(
            self.state or other.state,
            {**self.answers, **other.answers},
            self.imports | other.imports,
            self.entered | other.entered,
            self.passing or other.passing,
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What checking a file gave.

    Attributes:
        value: as JSON; None when there is nothing to say.
        analysed: False when the text, and what is imported, said that there is nothing to analyse.
    """

    value: Json
    analysed: bool


@dataclass(slots=True)
class Record:
    """Results and what they depend on.

    Attributes:
        files: by path.
        folders: by path, the digest of the names in it: while all are as they were, imports mean what they
            meant. Empty where imports are looked at one by one.
        results: by path of the file that was checked.
    """

    files: dict[str, Facts] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)

    def without(self, invalid: Iterable[str]) -> Record:
        """Leave out some results."""
        left = frozenset(invalid)
        kept = {path: result for path, result in self.results.items() if path not in left}
        return Record(self.files, self.folders, kept)


@dataclass(frozen=True, slots=True)
class Seen:
    """What some analyses read and asked.

    Attributes:
        files, folders: as in a :class:`Record`.
        unstable: files that changed meanwhile.
    """

    files: dict[str, Facts]
    folders: dict[str, str]
    unstable: frozenset[str]


def seen_on(trail: Trail) -> Seen:
    """Sort by file what a trail says."""
    files = {
        path: Facts(
            trail.contents.get(path, ""),
            dict(trail.answers.get(path, ())),
            frozenset(trail.imports.get(path, ())),
            frozenset(trail.entered.get(path, ())),
            path in trail.passing or os.path.basename(path) == "__init__.py",
        )
        for path in trail.files()
    }
    unstable = (path for path, facts in files.items() if CHANGING in (facts.state, *facts.answers.values()))
    return Seen(files, dict(trail.folders), frozenset(unstable))


# As JSON: every text once, and numbers in its place


def to_json(record: Record) -> Json:
    """Give the JSON of a record."""
    texts: dict[str, int] = {}

    def number(text: str) -> int:
        return texts.setdefault(text, len(texts))

    files = [
        [
            number(path),
            facts.state,
            [number(text) for pair in facts.answers.items() for text in pair],
            sorted(map(number, facts.imports)),
            sorted(map(number, facts.entered)),
            facts.passing,
        ]
        for path, facts in record.files.items()
    ]
    folders = [[number(path), state] for path, state in record.folders.items()]
    results = [[number(path), one.value, one.analysed] for path, one in record.results.items()]
    return {"texts": list(texts), "files": files, "folders": folders, "results": results}


def from_json(data: Json) -> Record:
    """Give the record back.

    Raises:
        ValueError: the JSON is none of a record.
    """
    try:
        texts = data["texts"]
        if not all(type(text) is str for text in texts):
            raise ValueError("no texts")
        return Record(
            {texts[path]: _facts(texts, *rest) for path, *rest in data["files"]},
            {texts[path]: _text(state) for path, state in data["folders"]},
            {texts[path]: Result(value, analysed is True) for path, value, analysed in data["results"]},
        )
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"no record: {error}") from None


def _facts(
    texts: list[str], state: Json, answers: Json, imports: Json, entered: Json, passing: Json
) -> Facts:
    said = [texts[number] for number in answers]
    return Facts(
        _text(state),
        dict(zip(said[::2], said[1::2], strict=True)),
        frozenset([texts[number] for number in imports]),
        frozenset([texts[number] for number in entered]),
        passing is True,
    )


def _text(data: Json) -> str:
    if type(data) is not str:
        raise ValueError("no text")
    return data
