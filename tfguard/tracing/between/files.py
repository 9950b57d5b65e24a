"""The project files that a file imports, as far as they have to do with tracing."""

from __future__ import annotations

import re

from tfguard.syntax.module import Module
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
    kept = notes_of(world).users
    known = kept.get(module)
    if known is None:
        paths = candidates.used_imports(world.project, module.path, module.text)
        loaded = (world.module(path, module) for path in paths)
        known = kept[module] = [found for found in loaded if found is not None]
    return known


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
