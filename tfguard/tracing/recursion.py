"""Functions that call themselves while they are traced: who decides when that ends."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfguard.syntax.parameters import first_parameter
from tfguard.syntax.scopes import Scope
from tfguard.tracing.events.decorator_use import Recursed
from tfguard.tracing.trace import CallStack, Choice
from tfguard.tracing.values import Function, Instance

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk


def note(walk: Walk, function: Function, node: ast.AST, frame: Frame) -> None:
    """Write down that a function which runs is called again, where only tensors choose whether it is.

    TensorFlow traces both sides of what a tensor chooses between, so such a recursion has no end while
    tracing (experiment: examples/recursion). A Python condition or loop on the way ends it, unless it asks
    about what stays the same from call to call.
    """
    trace = walk.trace
    if trace is None or not isinstance(node, ast.Call):
        return
    stack = trace.stack
    entered = max(at for at, running in enumerate(stack.running) if running[0] is function.scope)
    if not _is_itself(function, entered, stack, node, frame):
        return
    choices = trace.choices[stack.entries[entered].choices :]
    direct = entered == len(stack.running) - 1 and frame.scope is function.scope
    by_tensors = [choice for choice in choices if choice.tensor]
    by_python = [choice for choice in choices if not choice.tensor]
    if not by_tensors or any(not (direct and _stays(choice, function, node)) for choice in by_python):
        return
    trace.emit(
        Recursed(
            node,
            trace.context(frame.module, frame.converted),
            text=frame.module.text_of(node.func),
            function=function.name,
            assumed=all(choice.assumed for choice in by_tensors),
            sources=frozenset().union(*(choice.sources for choice in by_tensors)),
            evident=trace.evident,
        )
    )


def _is_itself(function: Function, entered: int, stack: CallStack, call: ast.Call, frame: Frame) -> bool:
    """Whether it is the function that runs, and not the same code of another object or closure.

    `self.child.output(x)`: the objects that hold each other end such a recursion.
    """
    if isinstance(function.bound, Instance):
        receiver = call.func
        called = getattr(function.scope.node, "name", "")
        if isinstance(receiver, ast.Attribute) and (
            called not in ("__call__", "call") or receiver.attr == called
        ):
            receiver = receiver.value
        scope: Scope | None = frame.scope
        while scope is not None and scope.owner_class is None:
            scope = scope.parent
        own = first_parameter(scope) if scope is not None else None
        return isinstance(receiver, ast.Name) and receiver.id == own
    return function.frame is stack.entries[entered].closure


def _stays(choice: Choice, function: Function, call: ast.Call) -> bool:
    """Whether a Python condition asks only about parameters that the call hands on as they are."""
    names = {part.id for part in ast.walk(choice.node) if isinstance(part, ast.Name)}
    return bool(names) and isinstance(choice.node, ast.expr) and names <= _handed_on(function, call)


def _handed_on(function: Function, call: ast.Call) -> set[str]:
    arguments = function.scope.node
    if not isinstance(arguments, (ast.FunctionDef, ast.Lambda)):
        return set()
    names = [argument.arg for argument in (*arguments.args.posonlyargs, *arguments.args.args)]
    if function.bound is not None:
        names = names[1:]
    pairs = [*zip(names, call.args, strict=False), *((word.arg, word.value) for word in call.keywords)]
    same = {name for name, value in pairs if name and isinstance(value, ast.Name) and value.id == name}
    return {name for name in same if len(function.scope.bindings.get(name, ())) == 1}
