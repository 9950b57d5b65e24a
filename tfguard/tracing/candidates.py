"""Which files can hold tracing at all: told from their text, so that the others are never parsed."""

from __future__ import annotations

import re

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
        False when neither the text nor a project file that it imports speaks of ``tf.function``.
    """
    if speaks_of_function(text):
        return True
    if any(name.rpartition(".")[2] in text for name in project.traced_decorators):
        return True
    if _USER.search(text) is None:
        return False
    return any(is_marked(project, imported) for imported in project.imported_paths(path, text))


def speaks_of_function(text: str) -> bool:
    """Whether a text has ``tf.function``, or any other ``.function``, or imports a ``function``."""
    start = text.find(_NAME)
    while start >= 0:
        end = start + len(_NAME)
        if not _in_word(text[end : end + 1]):
            before = text[start - 1 : start]
            if before == ".":
                return True
            if not _in_word(before) and _IMPORTS.search(_line_around(text, start)) is not None:
                return True
        start = text.find(_NAME, end)
    return False


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
