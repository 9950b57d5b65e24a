"""Names by which a module may call something that traces, read from its text before anything is evaluated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tfguard.syntax.import_lines import STAR
from tfguard.syntax.module import Module
from tfguard.syntax.scopes import ImportedName, Scope
from tfguard.tracing import candidates

if TYPE_CHECKING:
    from tfguard.tracing.world.world import World


class TracerNames:
    """The tracers' names of each module, found when first asked for.

    Args:
        world: what is known of the program.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[str, frozenset[str]] = {}

    def of(self, module: Module) -> frozenset[str]:
        """Last parts of the names by which a module may call something that traces."""
        known = self._known.get(module.path)
        if known is None:
            self._known[module.path] = known = frozenset(self._find(module))
        return known

    def _find(self, module: Module) -> set[str]:
        decorators = self._world.project.traced_decorators
        names = {"function", *(name.rpartition(".")[2] for name in decorators)}
        self._known[module.path] = frozenset(names)  # for modules that import each other
        for name, bindings in module.index.scope.bindings.items():
            for binding in bindings:
                if binding.imported is not None:
                    names |= self._imported(name, binding.imported, module)
        size = -1
        while size != len(names):
            size = len(names)
            for old in list(names):
                names |= module.index.aliases.get(old, set())
            names |= self._wrappers(module, names)
        return names

    def _wrappers(self, module: Module, names: set[str]) -> set[str]:
        """Functions that give something back and read one of the names."""
        users = {scope for name in names for scope in _functions_that_read(name, module)}
        return {
            scope.node.name
            for scope in users
            if isinstance(scope.node, ast.FunctionDef)
            and scope.node.name not in names
            and self._world.returns(scope)
        }

    def _imported(self, name: str, imported: ImportedName, module: Module) -> set[str]:
        if imported.name == "function":
            return {name}
        project = self._world.project
        path, _ = project.imported_path(imported, module)
        if path is None:
            return set()
        offered = candidates.handed_out(project, path, module.path)
        if not any(imported.name in (None, STAR, each, each.partition(".")[0]) for each in offered):
            return set()
        loaded = self._world.module(path, module)
        if loaded is None:
            return set()
        theirs = self.of(loaded)
        if imported.name is None or imported.name not in loaded.index.scope.bindings:
            return set(theirs)
        return {name} if imported.name in theirs else set()


def _functions_that_read(name: str, module: Module) -> Iterator[Scope]:
    """The functions in which a name or attribute is read, with those around them."""
    loads = (*module.index.name_loads.get(name, ()), *module.index.attribute_loads.get(name, ()))
    for scope in {scope for _, scope in loads}:
        around: Scope | None = scope
        while around is not None:
            yield around
            around = around.parent
