"""What a root is made of: the function as TensorFlow gets it, and what people are told of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from tfguard.syntax.module import Module
from tfguard.syntax.place import Place
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing import attributes
from tfguard.tracing.traced import Root, RootKind, TraceOptions
from tfguard.tracing.values import (
    Class,
    Function,
    Instance,
    Partial,
    Tensor,
    TracedCallable,
    Union,
    Value,
    members,
)
from tfguard.tracing.world import World

SHORT_TEXT = 36  # characters


@dataclass(frozen=True, slots=True, eq=False)
class FoundRoot:
    """A root and the function value to walk.

    Attributes:
        root: what people are told.
        function: the function, bound where it is a method.
        inherited: True when it is walked for a subclass that inherits it.
        overrides: True when it is a subclass's own form of a method that its base class wraps by a call.
        wrapper: what a decorator of the project under the tracer has made of the function.
        given: by parameter: what a partial gives it, which is no argument of the traced function.
        tensors: parameters that get tensors, or structures of them, and never Python values.
        batched: what leaves the first axis of those open; empty where that is not known.
        element: the single tensor that a dataset gives it; None where that is not known.
        signature: the ``input_signature`` that tf.function was given.
    """

    root: Root
    function: Function
    inherited: bool = False
    overrides: bool = False
    wrapper: Function | None = None
    given: Mapping[str, Value] = field(default_factory=dict)
    tensors: frozenset[str] = frozenset()
    batched: str = ""
    element: Tensor | None = None
    signature: Value | None = None


def make_root(
    module: Module,
    scope: Scope,
    kind: RootKind,
    why: str,
    wrapper: ast.AST,
    options: TraceOptions,
    where: Module | None = None,
) -> Root:
    """What people are told of a root.

    Args:
        module: the file of the function.
        scope: the function.
        kind: how it comes to be traced.
        why: that in a phrase.
        wrapper: what has it traced.
        options: how.
        where: the file of ``wrapper``, where it is another one.
    """
    line: int = getattr(scope.node, "lineno", 1)
    return Root(
        module.path,
        line,
        scope.qualname,
        kind,
        why,
        (where or module).place(wrapper),
        options,
        module.cell_at(line),
    )


def bound_to_self(world: World, function: Function, scope: Scope, module: Module) -> Function:
    """The function as TensorFlow gets it: a method with the instance it will be bound to."""
    if function.bound is not None or scope.owner_class is None:
        return function
    owner = world.class_of(scope.owner_class, module)
    receiver = world.receiver(scope, scope.owner_class, module)
    if isinstance(receiver, (Instance, Class)):
        return replace(function, bound=receiver, owner=owner)
    return function


def functions_of(world: World, value: Value) -> Iterator[Function]:
    """The project's functions that run when a value is called."""
    for member in members(value):
        function = function_of(member)
        if isinstance(member, Instance):
            found = world.class_member(member.cls, "__call__")
            called = attributes.bind_member(found[0], found[1], member) if found is not None else None
            function = called if isinstance(called, Function) else None
        if function is not None:
            yield function


def function_of(value: Value) -> Function | None:
    """The project's function under tracers and partials."""
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


def given_by(value: Value, function: Function) -> dict[str, Value]:
    """What ``partial(f, x, rate=y)`` gives the parameters of ``f``."""
    args: tuple[Value, ...] = ()
    found: dict[str, Value] = {}
    while isinstance(value, (Partial, TracedCallable)):
        if isinstance(value, Partial):
            args = (*value.args, *args)
            found = {**dict(value.keywords), **found}
        value = value.func
    return {**dict(zip(parameters_of(function), args, strict=False)), **found}


def call_at(module: Module, place: Place) -> tuple[ast.Call, Scope] | None:
    """The call at a place, and the scope in which it stands."""
    for call, scope in module.index.calls:
        if call.lineno == place.line and module.place(call) == place:
            return call, scope
    return None


def called_text(node: ast.expr, module: Module) -> str:
    """A tracer as written; options that make it long are left to the root's record."""
    if not isinstance(node, ast.Call):
        return module.text_of(node)
    whole = module.text_of(node)
    return whole if len(whole) <= SHORT_TEXT else f"{module.text_of(node.func)}(...)"


def name_place(function: Function) -> Place:
    """From ``def`` to the function's name."""
    node = function.scope.node
    whole = function.module.place(node)
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return whole
    keyword = "async def " if isinstance(node, ast.AsyncFunctionDef) else "def "
    return replace(whole, end_line=whole.line, end_column=whole.column + len(keyword) + len(node.name))


def parameters_of(function: Function) -> list[str]:
    """Names of the positional parameters that a function is called with, without the bound one."""
    node = function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return names[function.bound is not None :]


def last_name(node: ast.expr) -> str:
    """``f`` of ``f``, ``m.f`` and ``m.f(...)``; empty for what has no name."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def reads_on_self(function: Function, names: set[str]) -> bool:
    """Whether the methods of a root's class read any attribute of some names on their instance."""
    owner = function.scope.owner_class
    loads = function.module.index.attribute_loads
    return owner is not None and any(
        isinstance(node.value, ast.Name) and node.value.id == "self" and owner.encloses(scope)
        for name in names
        for node, scope in loads.get(name, ())
    )


def key_of(root: FoundRoot) -> tuple[object, ...]:
    """What makes a root another one: the function, its object's class, what AutoGraph and XLA do."""
    options = root.root.options
    compiled, plain = options.jit_compile is True, options.autograph is False
    return root.function.scope, _bound_class(root.function), plain, compiled


def _bound_class(function: Function) -> object:
    bound = function.bound
    return bound.cls if isinstance(bound, Instance) else bound
