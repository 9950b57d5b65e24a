"""The project files that a file imports, as far as they have to do with tracing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import ImportedName
from tfguard.tracing import candidates
from tfguard.tracing.between.notes import notes_of
from tfguard.tracing.world import World

_TEST_FILE = re.compile(r"(^|[/\\])(tests?|testing)[/\\]|(^|[/\\])(test_[^/\\]*|[^/\\]*_test|conftest)\.py$")


def is_test_file(path: str) -> bool:
    """Whether a file holds tests, going by its path."""
    return _TEST_FILE.search(path) is not None


def imports_of(world: World, module: Module) -> list[Module]:
    """The project files that a file imports and that trace, or pass on what others trace.

    Of what a file uses that does not trace itself, only packages pass on anything: what a helper of a helper
    calls is not followed.
    """
    kept = notes_of(world).imports
    known = kept.get(module)
    if known is None:
        known = kept[module] = [
            found
            for found in users_of(world, module)
            if candidates.is_marked(world.project, found.path) or found.path.endswith("__init__.py")
        ]
    return known


def users_of(world: World, module: Module) -> list[Module]:
    """The project files that a file imports and that have to do with tracing: it uses what they hand out."""
    own = _names_used(world, module)
    loaded = [
        world.module(path)
        for path in paths_of(world, module)
        if not own.isdisjoint(candidates.handed_out(world.project, path))
    ]
    return [found for found in loaded if found is not None]


def _names_used(world: World, module: Module) -> frozenset[str]:
    kept = notes_of(world).names_used
    known = kept.get(module)
    if known is None:
        imported = (name.name for name in _imports(module) if name.name is not None)
        known = kept[module] = frozenset((*module.index.name_loads, *module.index.attribute_loads, *imported))
    return known


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
    if imported.name and (path is None or path.endswith("__init__.py")):
        below = world.project.find(f"{dotted}.{imported.name}", module.path)
        if below is not None:
            yield below


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
