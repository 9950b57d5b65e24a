"""Which files can hold tracing at all: told from their text, so that the others are never parsed."""

from __future__ import annotations

import re

from tfguard.syntax.project import Project
from tfguard.syntax.source import SourceError

# `tf.function`, `def_function.function`, `from tensorflow import function`, over one line or several.
_MARKER = re.compile(
    r"\.function\b|\bimport\b[^\n#]*\bfunction\b|^[ \t]*function(?:[ \t]+as[ \t]+\w+)?[ \t]*,?[ \t]*$",
    re.MULTILINE,
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
    if _MARKER.search(text) is not None:
        return True
    if any(name.rpartition(".")[2] in text for name in project.traced_decorators):
        return True
    if _USER.search(text) is None:
        return False
    return any(is_marked(project, imported) for imported in project.imported_paths(path, text))


def is_marked(project: Project, path: str) -> bool:
    """Whether an imported file wraps functions: by a call, or in a class that others may derive from."""
    known = project.marked.get(path)
    if known is None:
        try:
            known = _MARKER.search(project.text(path)) is not None
        except SourceError:
            known = False
        project.marked[path] = known
    return known
