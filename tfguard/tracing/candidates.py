"""Which files can hold tracing at all: told from their text, so that the others are never parsed.

A file that speaks of ``tf.function`` can. So can one that uses what such a file *hands out*: the functions
and classes that it traces, and all that in their turn use those, through packages that import them too.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from tfguard.syntax.import_lines import STAR
from tfguard.syntax.module import Module
from tfguard.syntax.project import Import, Project
from tfguard.syntax.scopes import Scope
from tfguard.syntax.source import SourceError

NAME = "function"

# A line that imports the name, alone or in brackets over several lines: `from tensorflow import function`.
_IMPORTS = re.compile(
    r"\bimport\b[^#]*\bfunction\b|^[ \t]*function(?:[ \t]+as[ \t]+\w+)?[ \t]*,?[ \t]*$",
)
_USER = re.compile(r"\w\(|@\w")  # a call, a class with bases or a decorator: what imports can matter to
USERS = 2  # what is traced, and what uses that


def may_trace(project: Project, path: str, text: str) -> bool:
    """Whether a file can hold a traced function, or what matters to one.

    Args:
        project: finds the files that this one imports.
        path: the file.
        text: its source.

    Returns:
        False when the text neither speaks of ``tf.function`` nor has a name that a project file which it
        imports hands out.
    """
    if _traces(project, text):
        return True
    return _USER.search(text) is not None and any(_used_imports(project, path, text))


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
    return known


def _traces(project: Project, text: str) -> bool:
    return speaks_of_function(text) or any(
        name.rpartition(".")[2] in text for name in project.traced_decorators
    )


def speaks_of_function(text: str) -> bool:
    """Whether a text has ``tf.function``, or any other ``.function``, or imports a ``function``."""
    return any(
        text[start - 1 : start] == "." or _IMPORTS.search(_line_around(text, start)) is not None
        for start in _occurrences(text, NAME)
    )


def _occurrences(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not _in_word(text[start - 1 : start]) and not _in_word(text[end : end + 1]):
            yield start
        start = text.find(word, end)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


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
    return frozenset(name for name in _spelled(imported, offered) if _mentions(text, name))


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


def _mentions(text: str, name: str) -> bool:
    return any(True for _ in _occurrences(text, name))


# What a file hands out


def handed_out(project: Project, path: str) -> frozenset[str]:
    """Names of a module by which others get at what it traces; empty for one that has nothing to do with it.

    They are names of functions, classes and variables at module level, also of those that only use what is
    traced: a loop over a helper's calls makes calls of the function that the helper calls.
    """
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
    module = project.load(path)
    seeds = set(offered.used)
    if marked:
        seeds |= {NAME, *(name.rpartition(".")[2] for name in project.traced_decorators)}
    users = _users(module, seeds, USERS if marked else 1)
    return (users.intersection(module.index.scope.bindings) | offered.passed_on) - {NAME}


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


def _users(module: Module, names: set[str], levels: int) -> frozenset[str]:
    """Some names, those of what uses them in a file, and so on for some levels."""
    uses = _uses(module)
    found, latest = set(names), set(names)
    for _ in range(levels):
        latest = {user for name in latest for user in uses(name) if user not in found}
        found |= latest
    return frozenset(found)


def _uses(module: Module) -> Callable[[str], Iterator[str]]:
    """A function that says who uses a name: the definitions around its reads, and what is made from it."""
    index = module.index
    made: defaultdict[str, set[str]] = defaultdict(set)
    for target, value in _values(module):
        for used in _identifiers(value):
            made[used].add(target)
    for name, bindings in index.scope.bindings.items():
        for binding in bindings:
            if binding.imported is not None and binding.imported.name is not None:
                made[binding.imported.name].add(name)

    def users(name: str) -> Iterator[str]:
        holder, _, last = _last_two(name).rpartition(".")
        yield from made.get(_last_two(name), ())
        for scope in () if holder else index.name_loads.get(name, ()):
            yield from _definitions_around(scope)
        for node, scope in index.attribute_loads.get(last, ()):
            if not holder or holder == _last_name(node.value):
                yield from _definitions_around(scope)

    return users


def _values(module: Module) -> Iterator[tuple[str, ast.expr]]:
    """Names that other files see, with the expressions that make them: decorators, assigned values."""
    index = module.index
    for function in index.functions:
        for decorator in getattr(function.node, "decorator_list", ()):
            yield getattr(function.node, "name", ""), decorator
    for scope in index.classes:
        for base in getattr(scope.node, "bases", ()):
            yield getattr(scope.node, "name", ""), base
    for scope in (index.scope, *index.classes):
        for name, bindings in scope.bindings.items():
            for binding in bindings:
                if binding.value is not None:
                    yield name, binding.value
    for name, stores in index.attribute_stores.items():
        for store in stores:
            if store.binding.value is not None:
                yield name, store.binding.value


def _identifiers(node: ast.expr) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.Attribute):
            yield part.attr
            yield f"{_last_name(part.value)}.{part.attr}"


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _definitions_around(scope: Scope | None) -> Iterator[str]:
    while scope is not None:
        name = getattr(scope.node, "name", "")
        if name:
            yield name
        scope = scope.parent
