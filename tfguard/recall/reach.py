"""From a file to what its result depends on, and from what has changed to the results that fall with it.

What depends on a file depends on one of four things, each of which includes those before it:

- its **text**;
- what it **hands out** to files that import it (:mod:`tfguard.tracing.candidates`): its own text, that of
  what it imports, and what those hand out of which it passes something on;
- what it **uses**: what is handed out by everything that it imports;
- what an **analysis** finds in it: what it uses, and an analysis of the files that were entered from it.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tfguard.recall.record import Facts, Record


class Part(enum.IntEnum):
    """What of a file something depends on."""

    TEXT = 0
    HANDED = 1
    USES = 2
    ANALYSIS = 3


Node = tuple[Part, str]
_NONE = Facts()


def reached(files: Mapping[str, Facts], starts: Iterable[Node]) -> set[str]:
    """Give the files on which something depends.

    Args:
        files: what is known of each.
        starts: the things.
    """
    seen = set(starts)
    pending = list(seen)
    while pending:
        for node in _needs(files, pending.pop()):
            if node not in seen:
                seen.add(node)
                pending.append(node)
    return {path for _, path in seen}


def _needs(files: Mapping[str, Facts], node: Node) -> Iterator[Node]:
    part, path = node
    facts = files.get(path, _NONE)
    match part:
        case Part.HANDED:
            for other in facts.imports:
                passed = other in files and files[other].passing
                yield (Part.HANDED if passed else Part.TEXT), other
        case Part.USES:
            yield Part.HANDED, path
            for other in facts.imports:
                yield Part.HANDED, other
        case Part.ANALYSIS:
            yield Part.USES, path
            for other in facts.entered:
                yield Part.ANALYSIS, other
        case _:
            pass


def start_of(record: Record, path: str) -> Node:
    """Give what the result of a file depends on."""
    return (Part.ANALYSIS if record.results[path].analysed else Part.USES), path


def fallen(record: Record, changed: Iterable[str]) -> set[str]:
    """Give the results that depend on a file that has changed.

    Args:
        record: the results.
        changed: the files.
    """
    start = list(changed)
    if not start:
        return set()
    importers, enterers = _turned(record.files)
    seen = {(part, path) for path in start for part in Part}
    pending = list(seen)
    while pending:
        part, path = pending.pop()
        for node in _needed_by(record.files, part, path, importers, enterers):
            if node not in seen:
                seen.add(node)
                pending.append(node)
    return {path for path in record.results if start_of(record, path) in seen}


def _needed_by(
    files: Mapping[str, Facts],
    part: Part,
    path: str,
    importers: Mapping[str, list[str]],
    enterers: Mapping[str, list[str]],
) -> Iterator[Node]:
    match part:
        case Part.TEXT:
            yield from ((Part.HANDED, other) for other in importers.get(path, ()))
        case Part.HANDED:
            yield Part.USES, path
            passing = path in files and files[path].passing
            for other in importers.get(path, ()):
                yield Part.USES, other
                if passing:
                    yield Part.HANDED, other
        case Part.USES:
            yield Part.ANALYSIS, path
        case Part.ANALYSIS:
            yield from ((Part.ANALYSIS, other) for other in enterers.get(path, ()))


def _turned(files: Mapping[str, Facts]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """By file, those that import it, and those from which it was entered."""
    importers: defaultdict[str, list[str]] = defaultdict(list)
    enterers: defaultdict[str, list[str]] = defaultdict(list)
    for path, facts in files.items():
        for other in facts.imports:
            importers[other].append(path)
        for other in facts.entered:
            enterers[other].append(path)
    return importers, enterers
