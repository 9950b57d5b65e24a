"""What the program says of its values at any time, read from all of its bindings at once.

Inside a trace the interpreter follows the flow; what a trace captures (globals, closure cells,
attributes, parameters of functions that are not traced) was made before, in an order that is not
known. Its value is the join over every place that binds it.
"""

from __future__ import annotations

import ast
import builtins
import math
import re
from collections.abc import Iterator
from dataclasses import replace

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import arguments_for, default_of, first_parameter, parameter_node
from tfguard.syntax.project import Project
from tfguard.syntax.scopes import Binding, BindingKind, ImportedName, Scope, ScopeKind
from tfguard.syntax.source import SourceError
from tfguard.tracing import annotated, api, candidates, decorators, elements
from tfguard.tracing.cycles import Cycles
from tfguard.tracing.frames import Frame
from tfguard.tracing.traced import TraceOptions
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Array,
    Class,
    Constant,
    Container,
    Function,
    Instance,
    Library,
    Object,
    Origin,
    Owner,
    Package,
    Scalar,
    Static,
    Tensor,
    TracedCallable,
    Tracer,
    Union,
    Unknown,
    Value,
    join,
    members,
)
from tfguard.tracing.walk import Walk

MAX_CALL_SITES = 24
MAX_OUTSIDE_DEPTH = 8
OUTSIDE_CALLS = 100  # within one question


class World:
    """Flow-insensitive knowledge of a project, computed on demand and kept.

    Args:
        project: where modules come from.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.walk = Walk(self)
        self._frames: dict[Scope, Frame] = {}
        self._names: dict[tuple[Scope, str], Value] = {}
        self._attributes: dict[tuple[Scope, str], Value | None] = {}
        self._classes: dict[Scope, Class] = {}
        self._orders: dict[Scope, tuple[Value, ...]] = {}
        self._instances: dict[Scope, Instance] = {}
        self._tracer_names: dict[str, frozenset[str]] = {}
        self.roots: dict[Module, list[object]] = {}  # see tracing.roots, which fills it
        self.notes: object = None  # see tracing.between.notes
        self._filled: set[Container] = set()
        self._calls_made: dict[object, Value] = {}
        self._returns: dict[Scope, list[ast.Return]] = {}
        self._cycles = Cycles()
        self._fuel = OUTSIDE_CALLS
        self._tracers = {
            name: Tracer(TraceOptions(autograph=None), name) for name in project.traced_decorators
        }

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
            return Library(f"builtins.{name}") if hasattr(builtins, name) else self._star_import(name, frame)
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
        if self._cycles.meets(key):
            return UNKNOWN
        with self._cycles.computing(key):
            value = self._join_bindings(frame.scope, name, frame, key)
        if self._cycles.complete(key):
            frame.env[name] = value
        return value

    def binding_value(self, scope: Scope, name: str, module: Module) -> Value:
        """The join of all that binds a name in a scope."""
        key = (scope, name)
        known = self._names.get(key)
        if known is not None:
            return known
        if self._cycles.meets(key):
            return UNKNOWN
        with self._cycles.computing(key):
            value = self._join_bindings(scope, name, self.frame(scope, module), key)
        if self._cycles.complete(key):
            self._names[key] = value
        return value

    def _join_bindings(self, scope: Scope, name: str, frame: Frame, key: object = None) -> Value:
        owner = {ScopeKind.MODULE: Owner.GLOBAL, ScopeKind.CLASS: Owner.CLASS}.get(scope.kind, Owner.CLOSURE)
        bindings = scope.bindings.get(name, [])
        with self.walk.outside(Origin(owner, name)):
            plain = [b for b in bindings if b.kind not in (BindingKind.AUGMENT, BindingKind.DECLARE)]
            values, changed = self._values(plain[:MAX_CALL_SITES], name, frame, key)
            if changed or any(b.kind is BindingKind.AUGMENT for b in bindings):
                values.append(augmented(join(*values)))
            if not values:
                values = [
                    annotated.value(self.walk, b.annotation, frame, self.walk.origin)
                    for b in bindings
                    if b.annotation is not None
                ]
        value = join(*values) if values else UNKNOWN
        self._fill(value, frame, ast.Name, name, scope)
        return value

    def _fill(self, value: Value, frame: Frame, kind: type[ast.expr], name: str, home: Scope) -> None:
        """What the file puts into a container after it was made is among what it holds."""
        held = [m for m in members(value) if isinstance(m, Container) and m.mutable and m not in self._filled]
        if not held:
            return
        self._filled.update(held)
        for expression, scope in filled(frame.module, kind, name, home):
            inner = frame.frame_of(scope) or self.frame(scope, frame.module)
            with self.walk.outside(self.walk.origin):
                added = self.walk.evaluate(expression, inner)
            for container in held:
                empty = container.element == UNKNOWN
                container.element = added if empty else join(container.element, added)

    def _values(
        self, bindings: list[Binding], name: str, frame: Frame, key: object
    ) -> tuple[list[Value], bool]:
        """What bindings give, and whether one of them computes the name from what it was before."""
        values: list[Value] = []
        changed = False
        for binding in bindings:
            value = self.value_of(binding, name, frame)
            plain = isinstance(value, (Unknown, Tensor, Scalar, Array, Static, Union))
            if self._cycles.ran_into(key) and plain:
                changed = True  # `x = f(x)` says how x changes, not what it is
            else:
                values.append(value)
        return values, changed

    def value_of(self, binding: Binding, name: str, frame: Frame) -> Value:
        """What one binding gives its name.

        Args:
            binding: the binding.
            name: the name or attribute bound.
            frame: a frame of the scope in which the name lives.
        """
        if binding.scope is not frame.scope:
            frame = frame.frame_of(binding.scope) or self.frame(binding.scope, frame.module)
        match binding.kind:
            case BindingKind.IMPORT if binding.imported is not None:
                return self.imported(binding.imported, frame.module)
            case BindingKind.FUNCTION if isinstance(binding.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                return decorators.decorated(self.walk, binding.node, frame)
            case BindingKind.CLASS if isinstance(binding.node, ast.ClassDef):
                return self.class_of(frame.module.index.scopes[binding.node], frame.module)
            case BindingKind.PARAMETER:
                return self.parameter(binding.scope, name, frame)
            case BindingKind.ASSIGN if binding.value is not None:
                value = elements.unpacked(self.walk.evaluate(binding.value, frame), binding.unpack)
                if value == UNKNOWN and binding.annotation is not None and not binding.unpack:
                    return annotated.value(self.walk, binding.annotation, frame, self.walk.origin)
                return value
            case BindingKind.ITERATE if binding.value is not None:
                iterated = elements.element(self.walk.evaluate(binding.value, frame))
                return elements.unpacked(iterated, binding.unpack)
            case BindingKind.ENTER if binding.value is not None:
                entered = self.walk.evaluate(binding.value, frame)
                return elements.unpacked(self._entered(entered, frame.module), binding.unpack)
            case _:
                return UNKNOWN

    def _entered(self, manager: Value, module: Module) -> Value:
        """What ``with manager as x`` binds."""
        match manager:
            case Object(cls="generator", node=ast.FunctionDef() as node) if node in module.index.scopes:
                frame = self.frame(module.index.scopes[node], module)
                yields = [part.value for part in ast.walk(node) if isinstance(part, ast.Yield)]
                found = [self.walk.evaluate(value, frame) for value in yields if value is not None]
                return join(*found) if found else NONE
            case Object():
                return manager
            case Instance(cls=cls):
                member = self.class_member(cls, "__enter__")
                if member is not None and isinstance(member[0], Function):
                    return self.call(replace(member[0], bound=manager, owner=member[1]), [], {})
        return UNKNOWN

    def _star_import(self, name: str, frame: Frame) -> Value:
        if name.startswith("_"):
            return UNKNOWN
        for binding in frame.scope.module.bindings.get("*", ()):
            if binding.imported is None:
                continue
            path, _dotted = self.project.imported_path(
                ImportedName(binding.imported.module, None, binding.imported.level), frame.module
            )
            if path is None:
                continue
            module = self.module(path)
            if module is not None and name in module.index.scope.bindings:
                return self.member(module, name)
        return UNKNOWN

    # Imports

    def module(self, path: str) -> Module | None:
        """A project file, or None when it cannot be read or parsed."""
        try:
            return self.project.load(path)
        except SourceError:
            return None

    def imported(self, imported: ImportedName, module: Module) -> Value:
        """What an import binds."""
        path, dotted = self.project.imported_path(imported, module)
        if imported.name is None:
            loaded = self.module(path) if path else None
            return Package(loaded) if loaded else self.library(dotted)
        qualified = f"{dotted}.{imported.name}"
        if qualified in self._tracers:
            return self._tracers[qualified]
        loaded = self.module(path) if path else None
        if loaded is None:
            return self.library(qualified)
        return self.member(loaded, imported.name)

    def member(self, module: Module, name: str) -> Value:
        """An attribute of a project module."""
        tracer = self._tracers.get(f"{module.name}.{name}")
        if tracer is not None:
            return tracer
        if name in module.index.scope.bindings:
            value = self.binding_value(module.index.scope, name, module)
            if value != UNKNOWN:
                return value
        path = self.project.submodule(module, name)
        loaded = self.module(path) if path else None
        if loaded is not None:
            return Package(loaded)
        frame = self.frame(module.index.scope, module)
        return self._star_import(name, frame)

    def library(self, name: str) -> Value:
        """A library's name, under its canonical spelling."""
        tracer = self._tracers.get(name)
        if tracer is not None:
            return tracer
        canonical = api.canonical(name)
        return _NUMBERS.get(canonical) or Library(canonical)

    # Tracers

    def tracer_names(self, module: Module) -> frozenset[str]:
        """Last parts of the names by which a module may call something that traces.

        They come from ``function`` itself, from imports of it, from the project's own wrappers and
        from what is assigned from any of these. A name here may still mean something else.
        """
        known = self._tracer_names.get(module.path)
        if known is None:
            self._tracer_names[module.path] = known = frozenset(self._find_tracer_names(module))
        return known

    def _find_tracer_names(self, module: Module) -> set[str]:
        names = {"function", *(name.rpartition(".")[2] for name in self.project.traced_decorators)}
        self._tracer_names[module.path] = frozenset(names)  # for modules that import each other
        for name, bindings in module.index.scope.bindings.items():
            for binding in bindings:
                if binding.imported is not None:
                    names |= self._imported_tracers(name, binding.imported, module)
        size = -1
        while size != len(names):
            size = len(names)
            for old in list(names):
                names |= module.index.aliases.get(old, set())
            pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b[ \t]*[(,)\n]")
            names |= {
                scope.node.name
                for scope in module.index.functions
                if isinstance(scope.node, ast.FunctionDef)
                and scope.node.name not in names
                and self.returns(scope)
                and pattern.search(module.body_text(scope.node))
            }
        return names

    def _imported_tracers(self, name: str, imported: ImportedName, module: Module) -> set[str]:
        if imported.name == "function":
            return {name}
        path, _ = self.project.imported_path(imported, module)
        if path is None or not candidates.is_marked(self.project, path):
            return set()
        loaded = self.module(path)
        if loaded is None:
            return set()
        theirs = self.tracer_names(loaded)
        if imported.name is None or imported.name not in loaded.index.scope.bindings:
            return set(theirs)
        return {name} if imported.name in theirs else set()

    # Functions

    def returns(self, scope: Scope) -> list[ast.Return]:
        """The return statements of a function's own body."""
        found = self._returns.get(scope)
        if found is None:
            found = self._returns[scope] = list(_returns(scope.node))
        return found

    def call(self, function: Function, args: list[Value], keywords: dict[str, Value]) -> Value:
        """What a project function returns when it is called outside a trace."""
        node = function.scope.node
        if self._cycles.meets(function.scope) or self._too_deep():
            return UNKNOWN
        if function.scope.yields:
            return Object("generator", "python_iterator", self.walk.origin, function.scope.node)
        arguments = (tuple(args), tuple(keywords.items()), self.walk.origin)
        key = ("call", function.scope, function.frame, function.bound, arguments)
        if key in self._calls_made:
            return self._calls_made[key]
        if isinstance(node, ast.AsyncFunctionDef):
            return UNKNOWN
        parent = function.frame or (
            self.frame(function.scope.parent, function.module) if function.scope.parent else None
        )
        frame = Frame(function.scope, function.module, parent=parent, function=function)
        frame.env.update(elements.bind(self.walk, function, args, keywords, frame))
        self.walk.depth += 1
        try:
            with self._cycles.computing(function.scope):
                if isinstance(node, ast.Lambda):
                    return self.walk.evaluate(node.body, frame)
                values = [r.value for r in self.returns(function.scope)]
                results = [self.walk.evaluate(value, frame) if value else NONE for value in values]
            result = join(*results) if results else NONE
            if self._cycles.complete(key) and not self.walk.wrapped:
                self._calls_made[key] = result
            return result
        finally:
            self.walk.depth -= 1

    def parameter(self, scope: Scope, name: str, frame: Frame) -> Value:
        """What a parameter of a function that is called outside any trace may be."""
        node = scope.node
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        first = first_parameter(scope)
        if name == first and (owner := scope.owner_class) is not None:
            return self.receiver(scope, owner, frame.module)
        origin = Origin(Owner.CLOSURE, name)
        argument = parameter_node(node, name)
        if argument is None:
            return UNKNOWN
        if node.args.vararg is argument:
            extra = self.passed(scope, name, frame.module)
            return Container("tuple", origin, element=join(*extra) if extra else UNKNOWN)
        if node.args.kwarg is argument:
            return Container("dict", origin)
        if argument.annotation is not None:
            value = annotated.value(
                self.walk, argument.annotation, self.frame(scope.parent or scope, frame.module), origin
            )
            if value != UNKNOWN:
                return self._narrowed(value, scope, name, frame.module)
        passed = self.passed(scope, name, frame.module)
        default = default_of(node, name)
        values = [value for value in passed if value != UNKNOWN]
        always = default is not None and self._always_passed(passed, scope, name, frame.module)
        if default is not None and scope.parent is not None and not always:
            with self.walk.outside(origin):
                values.append(self.walk.evaluate(default, self.frame(scope.parent, frame.module)))
        return join(*values) if values and (passed or values != [NONE]) else UNKNOWN

    def _narrowed(self, annotated: Value, scope: Scope, name: str, module: Module) -> Value:
        """An annotation names a base class; the calls say which of its subclasses come, or which number."""
        if annotated == Scalar("int"):
            return self._number(annotated, scope, name, module)
        if not any(isinstance(member, Instance) for member in members(annotated)):
            return annotated
        passed = [m for value in self.passed(scope, name, module) for m in members(value)]
        known = [member for member in passed if isinstance(member, Instance)]
        return join(*known) if known else annotated

    def _number(self, annotated: Value, scope: Scope, name: str, module: Module) -> Value:
        """The number that all calls pass, or the default: sizes of arrays are known by it."""
        node = scope.node
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        values = self.passed(scope, name, module)
        default = default_of(node, name)
        if (
            default is not None
            and scope.parent is not None
            and not self._always_passed(values, scope, name, module)
        ):
            values.append(self.walk.evaluate(default, self.frame(scope.parent, module)))
        found = join(*values) if values else UNKNOWN
        return found if _is_integer(found) else annotated

    def _always_passed(self, passed: list[Value], scope: Scope, name: str, module: Module) -> bool:
        """Whether one whole number is all that is ever passed, so that the default is never used."""
        if not passed or not _is_integer(join(*passed)):
            return False
        node = scope.node
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        skips = scope.owner_class is not None
        return all(
            any(True for _ in arguments_for(node, call, name, skip_first=skips))
            for call, _ in self._calls_of(scope, name, module)
        )

    def receiver(self, scope: Scope, owner: Scope, module: Module) -> Value:
        """What a method's first parameter is."""
        kinds = decorators.binding_kind(self.walk, scope, module)
        if kinds == "static":
            return UNKNOWN
        if kinds == "class" or getattr(scope.node, "name", "") in (
            "__new__",
            "__init_subclass__",
            "__class_getitem__",
        ):
            return self.class_of(owner, module)
        return self.instance(self.class_of(owner, module))

    def passed(self, scope: Scope, name: str, module: Module) -> list[Value]:
        """What the calls in the same file pass for a parameter."""
        key = ("passed", scope, name)
        if self._cycles.meets(key) or self._too_deep():
            return []
        self.walk.depth += 1
        try:
            with self._cycles.computing(key):
                return list(self._passed(scope, name, module))
        finally:
            self.walk.depth -= 1

    def _too_deep(self) -> bool:
        """Whether a question outside any trace has gone on for too long; then its answer is unknown."""
        if self.walk.depth == 0:
            self._fuel = OUTSIDE_CALLS
        self._fuel -= 1
        if self.walk.depth >= MAX_OUTSIDE_DEPTH or self._fuel < 0:
            self._cycles.too_deep()
            return True
        return False

    def _passed(self, scope: Scope, name: str, module: Module) -> Iterator[Value]:
        for call, frame in self._calls_of(scope, name, module):
            with self.walk.outside(Origin(Owner.CLOSURE, name)):
                for expression in arguments_for(
                    scope.node, call, name, skip_first=scope.owner_class is not None
                ):
                    yield self.walk.evaluate(expression, frame)

    def _calls_of(self, scope: Scope, name: str, module: Module) -> Iterator[tuple[ast.Call, Frame]]:
        """The calls of a function, or of the class whose constructor it is, in the same file."""
        owner = scope.owner_class
        called = getattr(scope.node, "name", "")
        if called == "__init__" and owner is not None:
            called = getattr(owner.node, "name", "")
        names = [called, *sorted(module.index.aliases.get(called, ()))]
        sites = [site for known in names for site in module.index.calls_by_name.get(known, ())]
        for call, where in sites[:MAX_CALL_SITES]:
            frame = self.frame(where, module)
            with self.walk.outside(Origin(Owner.CLOSURE, name)):
                found = self._calls(call, frame, scope)
            if found:
                yield call, frame

    def _calls(self, call: ast.Call, frame: Frame, scope: Scope) -> bool:
        for callee in members(self.walk.evaluate(call.func, frame)):
            while isinstance(callee, TracedCallable):
                callee = callee.func
            if isinstance(callee, Function) and callee.scope is scope:
                return True
            if isinstance(callee, Class) and callee.scope is scope.owner_class:
                return True
        return False

    # Classes

    def class_of(self, scope: Scope, module: Module) -> Class:
        """The class that a class scope defines."""
        found = self._classes.get(scope)
        if found is None:
            found = self._classes[scope] = Class(scope, module)
        return found

    def instance(self, cls: Class) -> Instance:
        """The kept instance that a traced method of a class is bound to."""
        found = self._instances.get(cls.scope)
        if found is None:
            found = self._instances[cls.scope] = Instance(cls, Origin(Owner.SELF, "self"))
        return found

    def bases(self, cls: Class) -> tuple[Value, ...]:
        """The class and its bases in the order in which attributes are looked up.

        Bases that are not in the project are :class:`Library`; what cannot be resolved is unknown.
        """
        known = self._orders.get(cls.scope)
        if known is not None:
            return known
        self._orders[cls.scope] = (cls,)  # a class that derives from itself ends here
        node = cls.scope.node
        assert isinstance(node, ast.ClassDef)
        order: list[Value] = [cls]
        frame = cls.frame or self.frame(cls.scope.parent or cls.scope, cls.module)
        for expression in node.bases:
            with self.walk.outside(Origin(Owner.CLASS)):
                base = self.walk.evaluate(expression, frame)
            for member in members(base)[:1] if base != UNKNOWN else (UNKNOWN,):
                further = self.bases(member) if isinstance(member, Class) else (member,)
                order = [known for known in order if known not in further or known is cls] + list(further)
        self._orders[cls.scope] = tuple(order)
        return self._orders[cls.scope]

    def library_kind(self, cls: Class) -> str:
        """``layer``, ``metric``, ``optimizer``, ``module``... when the class derives from one; else empty."""
        for base in self.bases(cls):
            if isinstance(base, Library):
                kind = api.base_kind(base.name)
                if kind:
                    return kind
        return ""

    def closed(self, cls: Class) -> bool:
        """Whether all of a class's code is in the project (or in bases that add nothing)."""
        return all(
            isinstance(base, Class) or (isinstance(base, Library) and base.name in PLAIN_BASES)
            for base in self.bases(cls)
        )

    def class_member(self, cls: Class, name: str, after: Class | None = None) -> tuple[Value, Class] | None:
        """What a class body binds a name to, and the class it was found in.

        Args:
            cls: where look-up starts.
            name: the attribute.
            after: for ``super()``: start behind this class.
        """
        order = self.bases(cls)
        if after is not None and after in order:
            order = order[order.index(after) + 1 :]
        for base in order:
            if isinstance(base, Class) and name in base.scope.bindings:
                if base.frame is not None:
                    with self.walk.outside(Origin(Owner.CLASS, f"{base.name}.{name}")):
                        frame = Frame(base.scope, base.module, parent=base.frame)
                        return self._join_bindings(base.scope, name, frame), base
                return self.binding_value(base.scope, name, base.module), base
        return None

    def attribute(self, cls: Class, name: str) -> Value | None:
        """What the project's code assigns to an attribute of instances; None when nothing does."""
        key = (cls.scope, name)
        if key in self._attributes:
            return self._attributes[key]
        mark = ("attribute", *key)
        if self._cycles.meets(mark):
            return UNKNOWN
        with self._cycles.computing(mark):
            value = self._attribute(cls, name)
        if self._cycles.complete(mark):
            self._attributes[key] = value
        return value

    def _attribute(self, cls: Class, name: str) -> Value | None:
        values: list[Value] = []
        changed = False
        for base in self.bases(cls):
            if not isinstance(base, Class):
                continue
            for store in base.module.index.attribute_stores.get(name, ()):
                if not self.stores_on(store.target, store.binding.scope, cls, base):
                    continue
                if store.binding.kind is BindingKind.AUGMENT:
                    changed = True
                    continue
                with self.walk.outside(Origin(Owner.SELF, f"self.{name}")):
                    frame = self.frame(store.binding.scope, base.module)
                    found, again = self._values([store.binding], name, frame, ("attribute", cls.scope, name))
                values += found
                changed = changed or again
        values += self._passed_field(cls, name)
        member = self.class_member(cls, name)
        if member is not None and not isinstance(member[0], (Function, TracedCallable)):
            values.append(member[0])
        if not values:
            return UNKNOWN if changed else None
        if changed:
            values.append(augmented(join(*values)))
        value = join(*values)
        self._fill(value, self.frame(cls.module.index.scope, cls.module), ast.Attribute, name, cls.scope)
        return value

    def _passed_field(self, cls: Class, name: str) -> Iterator[Value]:
        """What constructor calls give for a declared field of a dataclass or a named tuple."""
        fields = self.fields(cls)
        if name not in fields or self.class_member(cls, "__init__") is not None:
            return
        position = fields.index(name)
        for call, scope in cls.module.index.calls_by_name.get(getattr(cls.scope.node, "name", ""), ())[
            :MAX_CALL_SITES
        ]:
            given = next((k.value for k in call.keywords if k.arg == name), None)
            if (
                given is None
                and position < len(call.args)
                and not any(isinstance(a, ast.Starred) for a in call.args)
            ):
                given = call.args[position]
            if given is not None:
                with self.walk.outside(Origin(Owner.SELF, f"self.{name}")):
                    value = self.walk.evaluate(given, self.frame(scope, cls.module))
                if value != UNKNOWN:
                    yield value

    def fields(self, cls: Class) -> list[str]:
        """Names of the fields that a class and its bases declare, in the order of the constructor."""
        found: dict[str, None] = {}
        for base in reversed(self.bases(cls)):
            body = base.scope.node if isinstance(base, Class) else None
            for statement in getattr(body, "body", ()):
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    found[statement.target.id] = None
        return list(found)

    def modules(self) -> Iterator[Module]:
        """The project files read so far."""
        return self.project.loaded()

    def stores_on(self, target: ast.Attribute, scope: Scope, cls: Class, base: Class | None = None) -> bool:
        """Whether an attribute target in ``base``'s file is one of instances of ``cls``."""
        base = base or cls
        function = scope.function
        if isinstance(target.value, ast.Name) and function is not None:
            method = function
            while (
                method.owner_class is None
                and method.parent is not None
                and method.parent.function is not None
            ):
                method = method.parent.function
            if method.owner_class is not None and target.value.id == first_parameter(method):
                return method.owner_class is base.scope
        if base is not cls:
            return False
        key = ("receiver", target)
        if self._cycles.meets(key):
            return False
        with self._cycles.computing(key), self.walk.outside(Origin(Owner.UNKNOWN)):
            receiver = self.walk.evaluate(target.value, self.frame(scope, base.module))
        return any(
            (isinstance(m, Instance) and cls in self.bases(m.cls)) or m is cls for m in members(receiver)
        )


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

# Bases that bring no methods of their own which a trace would run.
PLAIN_BASES = frozenset(
    (
        "builtins.object",
        "abc.ABC",
        "typing.Generic",
        "typing.Protocol",
        "tensorflow.Module",
        "builtins.Exception",
        "enum.Enum",
    )
)


def filled(module: Module, kind: type[ast.expr], name: str, home: Scope) -> Iterator[tuple[ast.expr, Scope]]:
    """Expressions that a file puts into a container that a name or attribute holds, with their scopes.

    Args:
        module: the file.
        kind: ``ast.Name`` or ``ast.Attribute``.
        name: the name or attribute.
        home: the scope in which the name lives, or the class whose attribute it is.
    """
    found: list[tuple[ast.expr, ast.expr, Scope]] = [
        (store.target.value, store.value, store.scope)
        for store in module.index.item_stores
        if store.value is not None
    ]
    for method, position in _FILLERS.items():
        for call, scope in module.index.calls_by_name.get(method, ()):
            if isinstance(call.func, ast.Attribute) and position < len(call.args):
                found.append((call.func.value, call.args[position], scope))
    count = 0
    for holder, value, scope in found:
        if not isinstance(holder, kind) or count >= MAX_FILLINGS:
            continue
        if isinstance(holder, ast.Name):
            fits = holder.id == name and scope.home_of(name) is home
        else:
            own = isinstance(holder, ast.Attribute) and holder.attr == name
            fits = own and isinstance(getattr(holder, "value", None), ast.Name) and home.encloses(scope)
        if fits:
            count += 1
            yield value, scope


_FILLERS = {"append": 0, "add": 0, "appendleft": 0, "insert": 1, "setdefault": 1}
MAX_FILLINGS = 8


def _is_integer(value: Value) -> bool:
    return isinstance(value, Constant) and type(value.value) is int


def augmented(value: Value) -> Value:
    """What ``x += ...`` makes of what x was."""
    kinds: list[Value] = []
    for member in members(value):
        if isinstance(member, Constant) and isinstance(member.value, (int, float)):
            kinds.append(Scalar("float" if isinstance(member.value, float) else "number"))
        elif isinstance(member, Constant) and isinstance(member.value, (str, bytes)):
            kinds.append(Scalar(type(member.value).__name__))
        elif isinstance(member, (Scalar, Tensor, Container, Object, Array)):
            kinds.append(member)
        elif isinstance(member, Static):
            kinds.append(Static())
        else:
            kinds.append(UNKNOWN)
    return join(*kinds) if kinds else UNKNOWN


def _returns(node: ast.AST) -> Iterator[ast.Return]:
    body: list[ast.AST] = list(getattr(node, "body", [])) if not isinstance(node, ast.Lambda) else []
    while body:
        statement = body.pop(0)
        if isinstance(statement, ast.Return):
            yield statement
        elif not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.expr)):
            body[:0] = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.expr)]
