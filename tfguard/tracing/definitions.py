"""What a function is that a decorator or a call makes a traced one, and what stands between the two."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from tfguard.syntax.place import Place
from tfguard.tracing import decorators
from tfguard.tracing.events.creation import VariableCreated
from tfguard.tracing.events.decorator_use import Applied, FunctionTraced
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
    if found.inherited or root.kind not in (RootKind.DECORATOR, RootKind.CALL):
        return
    runs = found.wrapper or function
    node = function.scope.node
    beneath, above = _decorators(world, found)
    yield FunctionTraced(
        node,
        trace.context(function.module, True),
        name=function.name,
        runs=runs.name,
        header=header(function, root.wrapped_at, root.kind),
        generator=runs.scope.yields,
        coroutine=isinstance(runs.scope.node, ast.AsyncFunctionDef),
        method=getattr(node, "name", "") if function.scope.owner_class is not None else "",
        beneath=beneath,
        above=above,
        tensors=tuple(_tensors(trace)),
        traced_at=root.wrapped_at,
        leaves=_leaves(trace),
    )


def header(function: Function, wrapped_at: Place, kind: RootKind) -> Place:
    """From what decorates a function to its name, or what wraps it."""
    node = function.scope.node
    if kind is not RootKind.DECORATOR or not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return wrapped_at
    whole = function.module.place(node)
    keyword = "async def " if isinstance(node, ast.AsyncFunctionDef) else "def "
    end = whole.column + len(keyword) + len(node.name)
    return replace(wrapped_at, end_line=whole.line, end_column=end)


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
    if found.root.kind is RootKind.CALL and not _in_class_body(world, traced_at):
        # `tf.function(self.f)`: what an attribute gives is the function, and no staticmethod any more.
        beneath = [each for each in beneath if each.name not in decorators.BINDINGS]
    return tuple(beneath), tuple(above)


def _in_class_body(world: World, traced_at: Place) -> bool:
    """Whether a call wraps a name of the class body that it stands in."""
    module = world.module(traced_at.path)
    for call, scope in module.index.calls if module is not None else ():
        if call.lineno == traced_at.line and module is not None and module.place(call) == traced_at:
            first = call.args[0] if call.args else None
            return isinstance(scope.node, ast.ClassDef) and isinstance(first, ast.Name)
    return False


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
