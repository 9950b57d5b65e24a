"""Which files can hold tracing at all: told from their text, so that the others are never parsed.

A file that speaks of ``tf.function`` can, and so can one with what is traced without it: methods that Keras
traces, functions given to ``Dataset.map``. So can one that uses what a file with ``tf.function`` *hands out*:
the functions and classes that it traces, and all that in their turn use those, through packages that import
them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from tfguard.syntax.import_lines import STAR, import_lines
from tfguard.syntax.outline import Outline
from tfguard.syntax.project import Import, Project
from tfguard.syntax.source import SourceError
from tfguard.syntax.words import has_word, occurrences
from tfguard.tracing.api import tracing_names
from tfguard.tracing.events.uses import NameUnknown
from tfguard.tracing.uses.gate import uses_watched
from tfguard.tracing.uses.spelled import doubtful

NAME = "function"

# A line that imports the name, alone or in brackets over several lines: `from tensorflow import function`.
_IMPORTS = re.compile(
    r"\bimport\b[^#]*\bfunction\b|^[ \t]*function(?:[ \t]+as[ \t]+\w+)?[ \t]*,?[ \t]*$",
)
# Methods that Keras traces, in classes whose bases may come from anywhere.
_KERAS_METHOD = re.compile(r"\bdef (?:call|train_step|test_step|predict_step|compute_loss)\(")
_SCHEDULE = "LearningRateSchedule"
_COMPILES = re.compile(r"(?<!\bre)\.compile\(")
_LIBRARIES = re.compile(r"\btf\.|\btensorflow\b|\bkeras\b")
_USER = re.compile(r"\w\(|@\w")  # a call, a class with bases or a decorator: what imports can matter to
USERS = 2  # what is traced, and what uses that


def may_trace(project: Project, path: str, text: str) -> bool:
    """Whether a file can hold a traced function, or what matters to one.

    Args:
        project: finds the files that this one imports.
        path: the file.
        text: its source.

    Returns:
        False when the text neither speaks of ``tf.function`` or of what is traced without it, nor has a
        name that a project file which it imports hands out.
    """
    if _traces(project, text) or (project.implicit_roots and _is_traced_implicitly(text)):
        return True
    return _USER.search(text) is not None and any(_used_imports(project, path, text))


def is_worth_reading(project: Project, path: str, text: str) -> bool:
    """Whether rules can have anything to say of a file: it may trace, or uses a watched or an unknown name.

    Args:
        project: finds the files that this one imports.
        path: the file.
        text: its source.
    """
    older = bool(project.older)
    if may_trace(project, path, text) or uses_watched(text, older):
        return True
    return project.wants(NameUnknown) and bool(doubtful(text))


def used_imports(project: Project, path: str, text: str) -> list[str]:
    """The files that a file imports and of which it uses what they hand out."""
    found = dict.fromkeys(imported.path for imported, _ in _used_imports(project, path, text))
    found.pop(path, None)
    return list(found)


def is_marked(project: Project, path: str) -> bool:
    """Whether an imported file speaks of ``tf.function``."""
    known = project.marked.get(path)
    if known is None:
        try:
            known = _traces(project, project.text(path))
        except SourceError:
            known = False
        project.marked[path] = known
        if known:
            project.trail.passing.add(path)
    return known


def _traces(project: Project, text: str) -> bool:
    return speaks_of_function(text) or any(
        name.rpartition(".")[2] in text for name in project.traced_decorators
    )


def _is_traced_implicitly(text: str) -> bool:
    """Whether a text has a method that Keras traces, or calls what traces the functions it is given."""
    if _KERAS_METHOD.search(text) is not None or _SCHEDULE in text:
        return True
    given = _given().search(text) is not None or _COMPILES.search(text) is not None
    return given and _LIBRARIES.search(text) is not None


@lru_cache(maxsize=1)
def _given() -> re.Pattern[str]:
    return re.compile(rf"\.(?:{'|'.join(sorted(tracing_names()))})\(|\bvectorized_map\(|\bLambda\(")


def speaks_of_function(text: str) -> bool:
    """Whether a text has ``tf.function``, or any other ``.function``, or imports a ``function``."""
    return any(
        text[start - 1 : start] == "." or _IMPORTS.search(_line_around(text, start)) is not None
        for start in occurrences(text, NAME)
    )


def _line_around(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]


def _used_imports(project: Project, path: str, text: str) -> Iterator[tuple[Import, frozenset[str]]]:
    """The imports by which a text uses what other files hand out, with that as the text spells it."""
    for imported in project.imports(path, text):
        used = _used(imported, handed_out(project, imported.path), text)
        if used:
            yield imported, used


def _used(imported: Import, offered: frozenset[str], text: str) -> frozenset[str]:
    if not offered or (imported.alias and f"{imported.alias}." not in text):
        return frozenset()
    return frozenset(name for name in _spelled(imported, offered) if has_word(text, (name,)))


def _spelled(imported: Import, offered: Iterable[str]) -> Iterator[str]:
    """What a module offers as the file that imports it spells it: ``f``, or ``module.f``."""
    if imported.alias:
        yield from (f"{imported.alias}.{name}" for name in offered)
    for name, alias in imported.names:
        if name == STAR:
            yield from offered
        elif name in offered:
            yield alias
        else:  # a module that a package passes on
            yield from (f"{alias}{every[len(name) :]}" for every in offered if every.startswith(f"{name}."))


# What a file hands out


def handed_out(project: Project, path: str, reader: str | None = None) -> frozenset[str]:
    """Names of a module by which others get at what it traces; empty for one that has nothing to do with it.

    They are names of functions, classes and variables at module level, also of those that only use what is
    traced: a loop over a helper's calls makes calls of the function that the helper calls.

    Args:
        project: finds the files that are imported.
        path: the module.
        reader: the file that imports it; not needed where the text of that file was asked for its imports.
    """
    if reader is not None:
        project.trail.imports[reader].add(path)
    known = project.handed_out.get(path)
    if known is None:
        project.handed_out[path] = frozenset()  # for files that import each other
        try:
            known = project.handed_out[path] = _handed_out(project, path)
        except SourceError:
            return frozenset()
    return known


def _handed_out(project: Project, path: str) -> frozenset[str]:
    text = project.text(path)
    offered = _offered(project, path, text)
    marked = is_marked(project, path)
    if not marked and not offered.used and not offered.passed_on:
        return frozenset()
    outline = Outline(text)
    seeds = set(offered.used)
    if marked:
        seeds |= {NAME, *(name.rpartition(".")[2] for name in project.traced_decorators)}
    imported = {name.alias: name.name for line in import_lines(text) for name in line.names}
    seeds |= {alias for alias, name in imported.items() if name in seeds}
    users = _users(outline, seeds, USERS if marked else 1)
    return (users.intersection((*outline.top_level, *imported)) | offered.passed_on) - {NAME}


def _users(outline: Outline, names: set[str], levels: int) -> frozenset[str]:
    """Some names, those of what uses them in a file, and so on for some levels."""
    found, latest = set(names), set(names)
    for _ in range(levels):
        latest = {user for name in latest for user in outline.users(name)} - found
        found |= latest
    return frozenset(found)


class _Offered(NamedTuple):
    """What the imports of a file hand out, as it spells it.

    Attributes:
        used: what it uses.
        passed_on: what its own users get of it without its name in the text.
    """

    used: frozenset[str]
    passed_on: frozenset[str]


def _offered(project: Project, path: str, text: str) -> _Offered:
    used: set[str] = set()
    passed_on: set[str] = set()
    package = PurePath(path).name == "__init__.py"
    for imported in project.imports(path, text):
        # What passes through three files is not followed, except through packages.
        if not is_marked(project, imported.path) and PurePath(imported.path).name != "__init__.py":
            continue
        offered = handed_out(project, imported.path)
        used |= _used(imported, offered, text)
        if any(name == STAR for name, _ in imported.names):
            passed_on |= offered
        elif package:  # `from . import model`
            passed_on.update(_last_two(name) for name in _spelled(imported, offered) if "." in name)
    return _Offered(frozenset(used), frozenset(passed_on))


def _last_two(dotted: str) -> str:
    return ".".join(dotted.split(".")[-2:])
