"""What a function is that a decorator or a call makes a traced one, and what stands between the two."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from tfguard.syntax.place import Place
from tfguard.tracing import decorators
from tfguard.tracing.events.creation import VariableCreated
from tfguard.tracing.events.decorator_use import Beneath, FunctionTraced
from tfguard.tracing.events.effects import Form, StateWritten
from tfguard.tracing.roots.found import FoundRoot
from tfguard.tracing.trace import Trace
from tfguard.tracing.traced import RootKind
from tfguard.tracing.values import (
    Function,
    Library,
    Method,
    Origin,
    Owner,
    TracedCallable,
    Value,
    holds_symbolic,
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
    if found.inherited or root.kind not in (RootKind.DECORATOR, RootKind.CALL):
        return
    runs = found.wrapper or function
    node = function.scope.node
    yield FunctionTraced(
        node,
        trace.context(function.module, True),
        name=function.name,
        runs=runs.name,
        header=_header(function, root.wrapped_at, root.kind),
        generator=runs.scope.yields,
        coroutine=isinstance(runs.scope.node, ast.AsyncFunctionDef),
        method=getattr(node, "name", "") if function.scope.owner_class is not None else "",
        beneath=tuple(_beneath(world, function, root.wrapped_at)),
        leaves=_leaves(trace),
    )


def _header(function: Function, wrapped_at: Place, kind: RootKind) -> Place:
    node = function.scope.node
    if kind is not RootKind.DECORATOR or not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return wrapped_at
    whole = function.module.place(node)
    keyword = "async def " if isinstance(node, ast.AsyncFunctionDef) else "def "
    end = whole.column + len(keyword) + len(node.name)
    return replace(wrapped_at, end_line=whole.line, end_column=end)


def _beneath(world: World, function: Function, wrapped_at: Place) -> Iterator[Beneath]:
    """The decorators of the function; of a decorated one those that are applied before it is traced."""
    scope, module, node = function.scope, function.module, function.scope.node
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or scope.parent is None:
        return
    made: Value = Function(scope, module)
    for decorator in reversed(node.decorator_list):
        place = module.place(decorator)
        if place == wrapped_at:
            return
        with world.walk.outside(Origin(Owner.UNKNOWN)):
            value = world.walk.evaluate(decorator, world.frame(scope.parent, module))
            made = decorators.apply(world.walk, value, made)
        known = isinstance(made, (Function, TracedCallable))
        yield Beneath(_library_name(value), known, module.text_of(decorator), place)


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
