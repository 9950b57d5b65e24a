"""What a function is that a decorator or a call makes a traced one, and what stands between the two."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from tfguard.syntax.module import Module
from tfguard.syntax.place import Place
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing import decorators
from tfguard.tracing.events.creation import VariableCreated
from tfguard.tracing.events.decorator_use import Applied, FunctionTraced
from tfguard.tracing.events.effects import Form, StateWritten
from tfguard.tracing.roots.found import FoundRoot, call_at, function_of, last_name, name_place, parameters_of
from tfguard.tracing.trace import Trace
from tfguard.tracing.traced import RootKind
from tfguard.tracing.values import (
    Function,
    Library,
    Method,
    Origin,
    Owner,
    Tensor,
    TracedCallable,
    Value,
    holds_symbolic,
    is_certainly,
    members,
)
from tfguard.tracing.world import World


def function_traced(world: World, found: FoundRoot, trace: Trace) -> Iterator[FunctionTraced]:
    """Describe a root that the program itself makes one; once, not for each class that inherits it.

    Args:
        world: what is known of the program.
        found: the root.
        trace: its trace, walked.
    """
    root, function = found.root, found.function
    of_dataset = root.kind is RootKind.DATASET and function.scope.yields
    if not of_dataset and root.kind not in (RootKind.DECORATOR, RootKind.CALL):
        return
    if found.inherited and not found.overrides:
        return
    runs = found.wrapper or function
    node = function.scope.node
    beneath, above = _decorators(world, found)
    yield FunctionTraced(
        node,
        trace.context(function.module, True),
        name=function.name,
        runs=runs.name,
        header=name_place(function) if found.overrides else header(function, root.wrapped_at, root.kind),
        generator=runs.scope.yields,
        coroutine=isinstance(runs.scope.node, ast.AsyncFunctionDef),
        method=getattr(node, "name", "") if function.scope.owner_class is not None else "",
        beneath=beneath,
        above=above,
        tensors=tuple(_tensors(trace)) or tuple(_passed(world, found, (*beneath, *above))),
        traced_at=name_place(function) if found.overrides else root.wrapped_at,
        leaves=_leaves(trace),
    )


def header(function: Function, wrapped_at: Place, kind: RootKind) -> Place:
    """From what decorates a function to its name, or what wraps it."""
    node = function.scope.node
    if kind is not RootKind.DECORATOR or not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return wrapped_at
    named = name_place(function)
    return replace(wrapped_at, end_line=named.end_line, end_column=named.end_column)


def _decorators(world: World, found: FoundRoot) -> tuple[tuple[Applied, ...], tuple[Applied, ...]]:
    """The decorators of the function that are applied before it is traced, and those after that."""
    function, traced_at = found.function, found.root.wrapped_at
    scope, module, node = function.scope, function.module, function.scope.node
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or scope.parent is None:
        return (), ()
    beneath: list[Applied] = []
    above: list[Applied] = []
    side, made = beneath, Function(scope, module)
    for decorator in reversed(node.decorator_list):
        place = module.place(decorator)
        if place == traced_at:
            side = above
            continue
        with world.walk.outside(Origin(Owner.UNKNOWN)):
            value = world.walk.evaluate(decorator, world.frame(scope.parent, module))
            result = decorators.apply(world.walk, value, made)
        known = isinstance(result, (Function, TracedCallable))
        side.append(Applied(_library_name(value), known, module.text_of(decorator), place))
    around = _call_around(world, found)
    if around is None:
        return tuple(beneath), tuple(above)
    if not isinstance(around.scope.node, ast.ClassDef) or not isinstance(around.given, ast.Name):
        # `tf.function(self.f)`: what an attribute gives is the function, and no staticmethod any more.
        beneath = [each for each in beneath if each.name not in decorators.BINDINGS]
    beneath += _calls_beneath(world, around)
    return tuple(beneath), tuple(_calls_above(world, around))


@dataclass(frozen=True, slots=True)
class _Around:
    """A call that has something traced, and what it is given."""

    call: ast.Call
    scope: Scope
    module: Module

    @property
    def given(self) -> ast.expr | None:
        first = self.call.args[0] if self.call.args else None
        return next((k.value for k in self.call.keywords if k.arg == "func"), first)

    def evaluate(self, world: World, node: ast.expr) -> Value:
        with world.walk.outside(Origin(Owner.UNKNOWN)):
            return world.walk.evaluate(node, world.frame(self.scope, self.module))

    def applied(self, world: World, call: ast.Call) -> Applied:
        """What a call makes of what it is given first, where a library's decorator is called."""
        name = _library_name(self.evaluate(world, call.func))
        return Applied(name, bool(name), self.module.text_of(call.func), self.module.place(call))


def _call_around(world: World, found: FoundRoot) -> _Around | None:
    if found.root.kind is not RootKind.CALL:
        return None
    module = world.module(found.root.wrapped_at.path)
    at = call_at(module, found.root.wrapped_at) if module is not None else None
    return _Around(*at, module) if at is not None and module is not None else None


def _calls_beneath(world: World, around: _Around) -> list[Applied]:
    """``cached`` of ``tf.function(cached(f))``, also where that has a name of its own first."""
    given = around.given
    if isinstance(given, ast.Name):
        home = around.scope.home_of(given.id)
        bindings = home.bindings.get(given.id, ()) if home is not None else ()
        given = bindings[0].value if len(bindings) == 1 else None
    if not isinstance(given, ast.Call) or not given.args:
        return []
    applied = around.applied(world, given)
    return [applied] if applied.name else []


def _calls_above(world: World, around: _Around) -> Iterator[Applied]:
    """``cached`` of ``cached(tf.function(f))``, also where what is traced has a name of its own first."""
    parent = around.module.parents.get(around.call)
    if isinstance(parent, ast.Call) and around.call in parent.args[:1]:
        yield from _named(around.applied(world, parent))
    names = _names_of(parent)
    for call, scope in around.module.index.calls if names else ():
        given = call.args[0] if len(call.args) == 1 else None
        if isinstance(given, ast.Name) and given.id in names and scope.home_of(given.id) is around.scope:
            yield from _named(_Around(call, scope, around.module).applied(world, call))


def _named(applied: Applied) -> Iterator[Applied]:
    if applied.name:
        yield applied


def _names_of(statement: ast.AST | None) -> set[str]:
    """The names that an assignment gives its value."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return {each.id if isinstance(each, ast.Name) else each.attr for each in targets if _is_named(each)}


def _is_named(node: ast.expr) -> TypeGuard[ast.Name | ast.Attribute]:
    return isinstance(node, (ast.Name, ast.Attribute))


_CACHES = frozenset(("functools.lru_cache", "functools.cache"))


def _passed(world: World, found: FoundRoot, applied: tuple[Applied, ...]) -> Iterator[str]:
    """Parameters that get tensors where a function under a cache is called; asked for those alone."""
    if not any(each.name in _CACHES for each in applied):
        return
    function = found.function
    names = {getattr(function.scope.node, "name", "")}
    around = _call_around(world, found)
    if around is not None:
        statement: ast.AST | None = around.call
        while statement is not None and not isinstance(statement, ast.stmt):
            statement = around.module.parents.get(statement)
        maker = around.scope.function
        names = _names_of(statement) or {getattr(maker.node, "name", "") if maker is not None else ""}
    module = around.module if around is not None else function.module
    for call, _ in module.index.calls:
        if len(call.args) == 1 and isinstance(call.args[0], ast.Name) and call.args[0].id in names:
            names |= _names_of(module.parents[call])  # `half = cached(plain_half)`
    for call, scope in module.index.calls:
        if call.args and last_name(call.func) in names:
            here = _Around(call, scope, module)
            called = function_of(here.evaluate(world, call.func))
            if called is not None and called.scope is function.scope:
                given = zip(parameters_of(function), call.args, strict=False)
                yield from (name for name, part in given if is_certainly(here.evaluate(world, part), Tensor))


def _tensors(trace: Trace) -> Iterator[str]:
    for name, value in trace.arguments.items():
        if is_certainly(value, Tensor) and (
            ("argument", name) in trace.evident
            or not all(tensor.assumed for tensor in members(value) if isinstance(tensor, Tensor))
        ):
            yield name


def _library_name(value: Value) -> str:
    match value:
        case Library(name) | Method(receiver=Library(name)):
            return name
        case _:
            return ""


def _leaves(trace: Trace) -> str:
    """What a constructor leaves on the object that nobody can use afterwards."""
    found = ""
    for event in trace.events:
        if isinstance(event, VariableCreated) and not event.context.may_run_once:
            return "variable"
        if isinstance(event, StateWritten) and event.form is Form.ATTRIBUTE:
            tensor = holds_symbolic(event.new)
            certain = tensor is not None and not (tensor.assumed and event.sources.isdisjoint(trace.evident))
            if certain and event.origin.owner is Owner.SELF:
                found = "tensor"
    return found
