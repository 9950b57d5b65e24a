"""Which files can hold tracing at all: told from their text, so that the others are never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfguard.syntax.project import Project
from tfguard.syntax.source import SourceError

# A line that imports the name, alone or in brackets over several lines: `from tensorflow import function`.
_IMPORTS = re.compile(
    r"\bimport\b[^#]*\bfunction\b|^[ \t]*function(?:[ \t]+as[ \t]+\w+)?[ \t]*,?[ \t]*$",
)
# What a file without the marker needs to be traced all the same: a decorator or call that a project
# wrapper may stand behind, or a class that may inherit a traced method.
_USER = re.compile(r"^[ \t]*@\w|^[ \t]*class[ \t]+\w+[ \t]*\(|\w\(", re.MULTILINE)


def may_trace(project: Project, path: str, text: str) -> bool:
    """Whether a file can hold a traced function.

    Args:
        project: finds the files that this one imports.
        path: the file.
        text: its source.

    Returns:
        False when neither the text nor a project file that it imports speaks of ``tf.function``, and none
        of those calls what a file of its own imports traces.
    """
    if speaks_of_function(text):
        return True
    if any(name.rpartition(".")[2] in text for name in project.traced_decorators):
        return True
    if _USER.search(text) is None:
        return False
    imported = list(project.imported_paths(path, text))
    if any(is_marked(project, other) for other in imported):
        return True
    return any(is_bridge(project, other) for other in imported)


def speaks_of_function(text: str) -> bool:
    """Whether a text has ``tf.function``, or any other ``.function``, or imports a ``function``."""
    return any(
        text[start - 1 : start] == "." or _IMPORTS.search(_line_around(text, start)) is not None
        for start in _occurrences(text)
    )


def _occurrences(text: str) -> Iterator[int]:
    """Where the word ``function`` stands in a text."""
    start = text.find(_NAME)
    while start >= 0:
        end = start + len(_NAME)
        if not _in_word(text[start - 1 : start]) and not _in_word(text[end : end + 1]):
            yield start
        start = text.find(_NAME, end)


_NAME = "function"


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _line_around(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]


def is_marked(project: Project, path: str) -> bool:
    """Whether an imported file wraps functions: by a call, or in a class that others may derive from."""
    known = project.marked.get(path)
    if known is None:
        try:
            known = speaks_of_function(project.text(path))
        except SourceError:
            known = False
        project.marked[path] = known
    return known


def is_bridge(project: Project, path: str) -> bool:
    """Whether an imported file calls functions that a file which it imports traces.

    A loop over the file's functions then makes calls of a traced function that its own text does not name.
    """
    known = project.bridges.get(path)
    if known is None:
        project.bridges[path] = False  # for files that import each other
        known = project.bridges[path] = _calls_traced(project, path)
    return known


def _calls_traced(project: Project, path: str) -> bool:
    try:
        text = project.text(path)
    except SourceError:
        return False
    return any(
        f"{name}(" in text and re.search(rf"\b{name}\(", text) is not None
        for imported in project.imported_paths(path, text)
        if is_marked(project, imported)
        for name in _traced_names(project, imported)
    )


def _traced_names(project: Project, path: str) -> frozenset[str]:
    """Names of the functions that a marked file decorates, and of what it wraps, as far as its text says."""
    known = project.traced_names.get(path)
    if known is None:
        text = project.text(path)
        found = [_named_at(text, start) for start in _occurrences(text)]
        known = project.traced_names[path] = frozenset(match.group(1) for match in found if match is not None)
    return known


def _named_at(text: str, start: int) -> re.Match[str] | None:
    line = _line_around(text, start)
    if line.lstrip().startswith("@"):
        return _DEFINITION.search(text, start)
    return _WRAPPED.search(line)


_DEFINITION = re.compile(r"\bdef[ \t]+(\w+)")
_WRAPPED = re.compile(r"\b(\w+)[ \t]*=[ \t]*(?:\w+\.)*function\(")
