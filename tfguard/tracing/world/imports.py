"""What an import, or an attribute of a module, stands for: a file of the project, or a library."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import ImportedName
from tfguard.syntax.source import SourceError
from tfguard.tracing import api
from tfguard.tracing.frames import Frame
from tfguard.tracing.traced import TraceOptions
from tfguard.tracing.values import NONE, UNKNOWN, Constant, Library, Package, Scalar, Tracer, Value

if TYPE_CHECKING:
    from tfguard.tracing.world.world import World

# Names of libraries that stand for a number (or None, which an index takes for a new axis).
_NUMBERS: dict[str, Value] = {
    "numpy.newaxis": NONE,
    "tensorflow.newaxis": NONE,
    "numpy.pi": Constant(math.pi),
    "math.pi": Constant(math.pi),
    "numpy.e": Constant(math.e),
    "math.e": Constant(math.e),
    "math.tau": Constant(math.tau),
    "numpy.inf": Scalar("float", static=True),
    "numpy.nan": Scalar("float", static=True),
    "math.inf": Scalar("float", static=True),
    "math.nan": Scalar("float", static=True),
}


class Imports:
    """Modules and libraries by their names.

    Args:
        world: what is known of the program.
    """

    def __init__(self, world: World) -> None:
        self._world, self._project = world, world.project
        self._tracers = {
            name: Tracer(TraceOptions(autograph=None), name) for name in world.project.traced_decorators
        }

    def module(self, path: str, reader: Module | None = None) -> Module | None:
        """A project file, or None when it cannot be read or parsed."""
        try:
            return self._project.load(path, reader.path if reader is not None else None)
        except SourceError:
            return None

    def imported(self, imported: ImportedName, module: Module) -> Value:
        """What an import binds."""
        path, dotted = self._project.imported_path(imported, module)
        if imported.name is None:
            loaded = self.module(path, module) if path else None
            return Package(loaded) if loaded else self.library(dotted)
        qualified = f"{dotted}.{imported.name}"
        if qualified in self._tracers:
            return self._tracers[qualified]
        loaded = self.module(path, module) if path else None
        if loaded is not None:
            return self.member(loaded, imported.name)
        below = self._project.find(qualified, module.path)  # of a package without __init__.py
        inner = self.module(below, module) if below else None
        return Package(inner) if inner is not None else self.library(qualified)

    def member(self, module: Module, name: str) -> Value:
        """An attribute of a project module."""
        tracer = self._tracers.get(f"{module.name}.{name}")
        if tracer is not None:
            return tracer
        if name in module.index.scope.bindings:
            value = self._world.binding_value(module.index.scope, name, module)
            if value != UNKNOWN:
                return value
        path = self._project.submodule(module, name)
        loaded = self.module(path, module) if path else None
        if loaded is not None:
            return Package(loaded)
        return self.star_imported(name, self._world.frame(module.index.scope, module))

    def library(self, name: str) -> Value:
        """A library's name, under its canonical spelling."""
        tracer = self._tracers.get(name)
        if tracer is not None:
            return tracer
        canonical = api.canonical(name)
        return _NUMBERS.get(canonical) or Library(canonical)

    def star_imported(self, name: str, frame: Frame) -> Value:
        """What ``from module import *`` at the top of a frame's file binds a name to."""
        if name.startswith("_"):
            return UNKNOWN
        for binding in frame.scope.module.bindings.get("*", ()):
            if binding.imported is None:
                continue
            path, _dotted = self._project.imported_path(
                ImportedName(binding.imported.module, None, binding.imported.level), frame.module
            )
            if path is None:
                continue
            module = self.module(path, frame.module)
            if module is not None and name in module.index.scope.bindings:
                return self.member(module, name)
        return UNKNOWN
