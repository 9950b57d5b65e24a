"""The front of this folder: what the rest of the analysis asks, computed on demand and kept."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.project import Project
from tfguard.syntax.scopes import Binding, ImportedName, Scope
from tfguard.tracing.cycles import Cycles
from tfguard.tracing.frames import Frame
from tfguard.tracing.target import Target, target_of
from tfguard.tracing.values import UNKNOWN, Class, Function, Instance, Library, Value
from tfguard.tracing.walk import Walk
from tfguard.tracing.world import bindings, parameters
from tfguard.tracing.world.attributes import Attributes
from tfguard.tracing.world.classes import Classes
from tfguard.tracing.world.fillings import Fillings
from tfguard.tracing.world.imports import Imports
from tfguard.tracing.world.outside_calls import OutsideCalls
from tfguard.tracing.world.tracer_names import TracerNames


class World:
    """Flow-insensitive knowledge of a project, computed on demand and kept.

    Args:
        project: where modules come from.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.walk = Walk(self)
        self.cycles = Cycles()
        self.imports = Imports(self)
        self.classes = Classes(self)
        self.attributes = Attributes(self)
        self.fillings = Fillings(self)
        self.outside_calls = OutsideCalls(self)
        self.roots: dict[Module, list[object]] = {}  # see tracing.roots, which fills it
        self.notes: object = None  # see tracing.between.notes
        self._tracer_names = TracerNames(self)
        self._frames: dict[Scope, Frame] = {}
        self._names: dict[tuple[Scope, str], Value] = {}
        self._targets: dict[Module, Target] = {}

    def target(self, module: Module) -> Target:
        """The TensorFlow and Keras that a file is for."""
        found = self._targets.get(module)
        if found is None:
            found = self._targets[module] = target_of(self.project.versions, module, self.project)
        return found

    # Frames

    def frame(self, scope: Scope, module: Module) -> Frame:
        """The bare frame of a scope: nothing is known of one particular run."""
        frame = self._frames.get(scope)
        if frame is None:
            outer = scope.parent
            parent = self.frame(outer, module) if outer is not None else None
            frame = self._frames[scope] = Frame(scope, module, parent=parent)
        return frame

    # Names

    def name(self, name: str, frame: Frame) -> Value:
        """The value of a name that is not known flow-sensitively, seen from a frame."""
        home = frame.scope.home_of(name)
        if home is None:
            if hasattr(builtins, name):
                return Library(f"builtins.{name}")
            return self.imports.star_imported(name, frame)
        running = frame.frame_of(home)
        if running is not None and (running.live or running.env):
            if name in running.env:
                return running.env[name]
            if running.live:
                return UNKNOWN
            return self._of_run(name, running)
        return self.binding_value(home, name, frame.module)

    def _of_run(self, name: str, frame: Frame) -> Value:
        key = (frame, name)
        if self.cycles.meets(key):
            return UNKNOWN
        with self.cycles.computing(key):
            value = bindings.joined(self, frame.scope, name, frame, key)
        if self.cycles.complete(key):
            frame.env[name] = value
        return value

    def binding_value(self, scope: Scope, name: str, module: Module) -> Value:
        """The join of all that binds a name in a scope."""
        key = (scope, name)
        known = self._names.get(key)
        if known is not None:
            return known
        if self.cycles.meets(key):
            return UNKNOWN
        with self.cycles.computing(key):
            value = bindings.joined(self, scope, name, self.frame(scope, module), key)
        if self.cycles.complete(key):
            self._names[key] = value
        return value

    def value_of(self, binding: Binding, name: str, frame: Frame) -> Value:
        """What one binding gives its name.

        Args:
            binding: the binding.
            name: the name or attribute bound.
            frame: a frame of the scope in which the name lives.
        """
        return bindings.value_of(self, binding, name, frame)

    # Imports

    def modules(self) -> Iterator[Module]:
        """The project files read so far."""
        return self.project.loaded()

    def module(self, path: str, reader: Module | None = None) -> Module | None:
        """A project file, or None when it cannot be read or parsed.

        Args:
            path: the file.
            reader: the file whose import led there; not needed where the analysis has been there before.
        """
        return self.imports.module(path, reader)

    def module_of(self, scope: Scope) -> Module | None:
        """The project file in which a scope is; None for one that has been parsed anew since."""
        module = self.module(scope.module.path)
        return module if module is not None and module.index.scope is scope.module else None

    def imported(self, imported: ImportedName, module: Module) -> Value:
        """What an import binds."""
        return self.imports.imported(imported, module)

    def member(self, module: Module, name: str) -> Value:
        """An attribute of a project module."""
        return self.imports.member(module, name)

    def library(self, name: str) -> Value:
        """A library's name, under its canonical spelling."""
        return self.imports.library(name)

    def tracer_names(self, module: Module) -> frozenset[str]:
        """Last parts of the names by which a module may call something that traces.

        They come from ``function`` itself, from imports of it, from the project's own wrappers and
        from what is assigned from any of these. A name here may still mean something else.
        """
        return self._tracer_names.of(module)

    # Functions

    def returns(self, scope: Scope) -> list[ast.Return]:
        """The return statements of a function's own body."""
        return self.outside_calls.returns(scope)

    def call(self, function: Function, args: list[Value], keywords: dict[str, Value]) -> Value:
        """What a project function returns when it is called outside a trace."""
        return self.outside_calls.call(function, args, keywords)

    def passed(self, scope: Scope, name: str, module: Module) -> list[Value]:
        """What the calls in the same file pass for a parameter."""
        return parameters.passed(self, scope, name, module)

    def receiver(self, scope: Scope, owner: Scope, module: Module) -> Value:
        """What a method's first parameter is."""
        return parameters.receiver(self, scope, owner, module)

    # Classes

    def class_of(self, scope: Scope, module: Module) -> Class:
        """The class that a class scope defines."""
        return self.classes.class_of(scope, module)

    def instance(self, cls: Class) -> Instance:
        """The kept instance that a traced method of a class is bound to."""
        return self.classes.instance(cls)

    def bases(self, cls: Class) -> tuple[Value, ...]:
        """The class and its bases in the order in which attributes are looked up.

        Bases that are not in the project are :class:`Library`; what cannot be resolved is unknown.
        """
        return self.classes.bases(cls)

    def library_kind(self, cls: Class) -> str:
        """``layer``, ``metric``, ``optimizer``, ``module``... when the class derives from one; else empty."""
        return self.classes.library_kind(cls)

    def is_model(self, cls: Class) -> bool:
        """Whether a class is a Keras model, which has ``fit``, and no mere layer."""
        return self.classes.is_model(cls)

    def class_member(self, cls: Class, name: str, after: Class | None = None) -> tuple[Value, Class] | None:
        """What a class body binds a name to, and the class it was found in.

        Args:
            cls: where look-up starts.
            name: the attribute.
            after: for ``super()``: start behind this class.
        """
        return self.classes.class_member(cls, name, after)

    def attribute(self, cls: Class, name: str) -> Value | None:
        """What the project's code assigns to an attribute of instances; None when nothing does."""
        return self.attributes.value(cls, name)

    def stores_on(self, target: ast.Attribute, scope: Scope, cls: Class, base: Class | None = None) -> bool:
        """Whether an attribute target in ``base``'s file is one of instances of ``cls``."""
        return self.attributes.stores_on(target, scope, cls, base)
