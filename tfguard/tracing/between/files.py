"""The project files that a file imports, as far as they have to do with tracing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import ImportedName
from tfguard.syntax.source import SourceError
from tfguard.tracing import candidates
from tfguard.tracing.between.notes import notes_of
from tfguard.tracing.world import World

_TEST_FILE = re.compile(r"(^|[/\\])(tests?|testing)[/\\]|(^|[/\\])(test_[^/\\]*|[^/\\]*_test|conftest)\.py$")
_CALLED = re.compile(r"\b(\w+)\b[ \t]*\(")


def is_test_file(path: str) -> bool:
    """Whether a file holds tests, going by its path."""
    return _TEST_FILE.search(path) is not None


def imports_of(world: World, module: Module) -> list[Module]:
    """The project files that a file imports and that speak of ``tf.function``."""
    kept = notes_of(world).imports
    known = kept.get(module)
    if known is None:
        marked = [path for path in paths_of(world, module) if candidates.is_marked(world.project, path)]
        loaded = [world.module(path) for path in marked]
        known = kept[module] = [found for found in loaded if found is not None]
    return known


def bridges_of(world: World, module: Module) -> list[Module]:
    """The project files that a file imports and that call what files which they import trace."""
    paths = [path for path in paths_of(world, module) if candidates.is_bridge(world.project, path)]
    loaded = [world.module(path) for path in paths]
    return [found for found in loaded if found is not None]


def paths_of(world: World, module: Module) -> list[str]:
    """The project files that a file imports."""
    kept = notes_of(world).import_paths
    known = kept.get(module)
    if known is None:
        found = dict.fromkeys(
            path for imported in _imports(module) for path in _paths(world, imported, module)
        )
        found.pop(module.path, None)
        known = kept[module] = list(found)
    return known


def _imports(module: Module) -> Iterator[ImportedName]:
    for scope in module.index.scopes.values():
        for bindings in scope.bindings.values():
            for binding in bindings:
                if binding.imported is not None:
                    yield binding.imported


def _paths(world: World, imported: ImportedName, module: Module) -> Iterator[str]:
    path, dotted = world.project.imported_path(imported, module)
    if path is not None:
        yield path
        if imported.name and path.endswith("__init__.py"):
            below = world.project.find(f"{dotted}.{imported.name}", module.path)
            if below is not None:
                yield below


def may_call(world: World, path: str, names: frozenset[str]) -> bool:
    """Whether a file's text has one of some names with a bracket behind it: a call, perhaps."""
    if not names:
        return False
    kept = notes_of(world).called_names
    called = kept.get(path)
    if called is None:
        try:
            called = frozenset(_CALLED.findall(world.project.text(path)))
        except SourceError:
            called = frozenset()
        kept[path] = called
    return not called.isdisjoint(names)


def callees_of(world: World, module: Module) -> dict[str, set[str]]:
    """For each function name of a file: the names that functions of that name call."""
    kept = notes_of(world).callees
    known = kept.get(module)
    if known is None:
        known = kept[module] = {}
        for name, calls in module.index.calls_by_name.items():
            for _, scope in calls:
                function = scope.function
                caller = getattr(function.node, "name", "") if function is not None else ""
                known.setdefault(caller, set()).add(name)
    return known
