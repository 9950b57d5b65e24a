"""Roots: the functions of a module that TensorFlow itself runs to build a graph."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Scope
from tfguard.tracing import attributes, decorators
from tfguard.tracing.frames import Frame
from tfguard.tracing.traced import Root, RootKind
from tfguard.tracing.values import (
    Class,
    Function,
    Instance,
    Library,
    Origin,
    Owner,
    Partial,
    TracedCallable,
    Tracer,
    Union,
    Value,
    members,
)
from tfguard.tracing.world import World


@dataclass(frozen=True, slots=True, eq=False)
class FoundRoot:
    """A root and the function value to walk.

    Attributes:
        root: what people are told.
        function: the function, bound where it is a method.
        inherited: True when it is walked for a subclass that inherits it.
        wrapper: what a decorator of the project under the tracer has made of the function.
    """

    root: Root
    function: Function
    inherited: bool = False
    wrapper: Function | None = None


def find_roots(world: World, module: Module) -> list[FoundRoot]:
    """The roots of a module, in source order, each function once a bound object.

    Args:
        world: what is known of the program.
        module: the module whose decorators and calls are read.
    """
    found: dict[tuple[Scope, object], FoundRoot] = {}
    for root in (*_decorated(world, module), *_called(world, module)):
        found.setdefault((root.function.scope, _bound_class(root.function)), root)
    for root in _inherited(world, module, list(found.values())):
        found.setdefault((root.function.scope, _bound_class(root.function)), root)
    return sorted(
        found.values(), key=lambda item: (item.root.path != module.path, item.root.path, item.root.line)
    )


def _bound_class(function: Function) -> object:
    bound = function.bound
    return bound.cls if isinstance(bound, Instance) else bound


def _decorated(world: World, module: Module) -> Iterator[FoundRoot]:
    for scope in module.index.functions:
        node = scope.node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or not node.decorator_list:
            continue
        if scope.parent is None:
            continue
        frame = world.frame(scope.parent, module)
        plain = Function(scope, module)
        made: Value = plain
        for decorator in reversed(node.decorator_list):
            result, wrapped = _applied(world, decorator, made, frame)
            for traced in wrapped:
                inner = _function_of(traced.func)
                if inner is None:
                    continue
                why = f"decorated with @{module.text_of(decorator)}"
                root = _root(module, scope, RootKind.DECORATOR, why, decorator, traced.tracer)
                if inner.scope is scope:
                    yield FoundRoot(root, _bound(world, inner, scope, module))
                else:
                    # A decorator of the project stands between: its wrapper is what is traced.
                    yield FoundRoot(root, _bound(world, plain, scope, module), wrapper=inner)
                break
            made = result if _function_of(result) is not None else plain


def _applied(
    world: World, decorator: ast.expr, function: Value, frame: Frame
) -> tuple[Value, list[TracedCallable]]:
    """What applying one decorator gives, and the traced functions that it makes on the way."""
    walk = world.walk
    walk.wrapped = []
    with walk.outside(Origin(Owner.UNKNOWN)):
        result = decorators.apply(walk, walk.evaluate(decorator, frame), function)
    made, walk.wrapped = walk.wrapped, []
    return result, made


def _called(world: World, module: Module) -> Iterator[FoundRoot]:
    names = _wrapper_names(world, module)
    for call, scope in module.index.calls:
        if not _may_wrap(call, names):
            continue
        walk = world.walk
        frame = world.frame(scope, module)
        with walk.outside(Origin(Owner.UNKNOWN)):
            callee = walk.evaluate(call.func, frame)
            if not any(isinstance(m, (Tracer, Library, Function, Partial)) for m in members(callee)):
                continue
            walk.wrapped = []
            walk.evaluate(call, frame)
        made, walk.wrapped = walk.wrapped, []
        for traced in made:
            for function in _functions_of(traced.func):
                why = f"wrapped by {module.text_of(call.func)}(...)"
                root = _root(function.module, function.scope, RootKind.CALL, why, call, traced.tracer, module)
                yield FoundRoot(root, _bound(world, function, function.scope, function.module))


def _wrapper_names(world: World, module: Module) -> set[str]:
    """Last parts of the names by which this module may call a tracer."""
    names = {"function"}
    for name, bindings in module.index.scope.bindings.items():
        for binding in bindings:
            if (
                (binding.imported is not None and binding.imported.name is not None)
                or binding.value is not None
                or isinstance(binding.node, (ast.FunctionDef, ast.AsyncFunctionDef))
            ):
                names.add(name)
    return names


def _may_wrap(call: ast.Call, names: set[str]) -> bool:
    """Whether a call could hand a function to a tracer: cheap, before anything is evaluated."""
    if not call.args and not any(k.arg in ("func", "fn", "f", "function") for k in call.keywords):
        return False
    first = (
        call.args[0]
        if call.args
        else next(k.value for k in call.keywords if k.arg in ("func", "fn", "f", "function"))
    )
    if not isinstance(first, (ast.Name, ast.Attribute, ast.Lambda, ast.Call, ast.IfExp)):
        return False
    callee = call.func
    if isinstance(callee, ast.Attribute):
        base: ast.expr = callee
        while isinstance(base, ast.Attribute):
            base = base.value
        return callee.attr == "function" or (isinstance(base, ast.Name) and base.id in names)
    if isinstance(callee, ast.Name):
        return True
    return isinstance(callee, ast.Call)


def _functions_of(value: Value) -> Iterator[Function]:
    for member in members(value):
        function = _function_of(member)
        if function is not None:
            yield function


def _function_of(value: Value) -> Function | None:
    while True:
        match value:
            case TracedCallable(func=inner) | Partial(func=inner):
                value = inner
            case Union():
                value = value.members[0]
            case Function():
                return value
            case Instance():
                return None
            case _:
                return None


def _bound(world: World, function: Function, scope: Scope, module: Module) -> Function:
    """The function as TensorFlow gets it: a method with the instance it will be bound to."""
    if function.bound is not None or scope.owner_class is None:
        return function
    owner = world.class_of(scope.owner_class, module)
    receiver = world.receiver(scope, scope.owner_class, module)
    if isinstance(receiver, (Instance, Class)):
        return replace(function, bound=receiver, owner=owner)
    return function


def _root(
    module: Module,
    scope: Scope,
    kind: RootKind,
    why: str,
    wrapper: ast.AST,
    tracer: Tracer,
    where: Module | None = None,
) -> Root:
    line: int = getattr(scope.node, "lineno", 1)
    return Root(
        module.path, line, scope.qualname, kind, why, (where or module).place(wrapper), tracer.options
    )


def _inherited(world: World, module: Module, own: list[FoundRoot]) -> Iterator[FoundRoot]:
    """Roots of base classes, walked again for each class here that changes what they run."""
    known: dict[Scope, list[FoundRoot]] = {}
    for root in own:
        if root.function.scope.owner_class is not None:
            known.setdefault(root.function.scope.owner_class, []).append(root)
    for scope in module.index.classes:
        cls = world.class_of(scope, module)
        own_names = set(scope.bindings)
        for base in world.bases(cls)[1:]:
            if not isinstance(base, Class) or base is cls:
                continue
            if base.module is not module and base.scope not in known:
                known[base.scope] = [
                    root
                    for root in (*_decorated(world, base.module), *_called(world, base.module))
                    if root.function.scope.owner_class is base.scope
                ]
            for root in known.get(base.scope, ()):
                name = getattr(root.function.scope.node, "name", "")
                if name not in own_names and own_names & _used_on_self(root.function):
                    instance = world.instance(cls)
                    bound = attributes.bind_member(replace(root.function, bound=None), base, instance)
                    if isinstance(bound, Function):
                        yield FoundRoot(root.root, bound, inherited=True)


def _used_on_self(function: Function) -> set[str]:
    """Names of all attributes that the root's module reads: what a subclass can change."""
    return set(function.module.index.attribute_loads)
