"""Effects outside the graph: what is printed, drawn, read from the clock, advanced."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfguard.tracing.events import IteratorAdvanced, WorldTouched
from tfguard.tracing.values import (
    UNKNOWN,
    Array,
    Class,
    Constant,
    Container,
    Function,
    Library,
    Object,
    Package,
    Scalar,
    Static,
    Value,
    members,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk


def touch(
    walk: Walk,
    effect: str,
    name: str,
    node: ast.Call | ast.Subscript,
    frame: Frame,
    args: list[Value],
    result: bool,
) -> None:
    """Write down that something outside the graph is touched.

    Args:
        walk: the walk; nothing is written outside a trace.
        effect: see :class:`~tfguard.tracing.events.WorldTouched`.
        name: canonical name of the callee.
        node: the call.
        frame: where it stands.
        args: everything that is passed.
        result: whether a value comes back.
    """
    trace = walk.trace
    if trace is None:
        return
    callee = node.func if isinstance(node, ast.Call) else node.value
    trace.emit(
        WorldTouched(
            node,
            trace.context(frame.module, frame.converted),
            effect=effect,
            text=frame.module.text_of(callee),
            name=name,
            constant=all(is_constant(arg) for arg in args),
            says=_literal_text(node),
            result=result,
        )
    )


def _literal_text(node: ast.AST) -> str:
    found = [
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    return " ".join(found)


def is_constant(value: Value) -> bool:
    """Whether a value is the same for every call of one trace: text, shapes, dtypes, names."""
    match value:
        case Constant() | Static() | Library() | Function() | Class() | Package():
            return True
        case Scalar(static=static, varies=varies):
            return static and not varies
        case Container():
            inside = (*(value.items or ()), *(value.keys or {}).values())
            return all(is_constant(item) for item in inside) and (bool(inside) or value.element != UNKNOWN)
        case _:
            found = members(value)
            return len(found) > 1 and all(is_constant(member) for member in found)


def iterate(walk: Walk, iterated: Value, node: ast.expr, frame: Frame) -> None:
    """A loop runs over a value: a Python iterator from outside is used up by the first trace."""
    for member in members(iterated):
        if isinstance(member, Object) and member.kind == "python_iterator":
            advance(walk, member, node, node, frame, "loop")


def advance(
    walk: Walk, iterator: Object, node: ast.AST, expression: ast.expr, frame: Frame, how: str
) -> None:
    """Write down that a Python iterator from outside gives an element."""
    trace = walk.trace
    if trace is not None and (iterator.origin.owner.outlives or how == "default"):
        text = frame.module.text_of(expression)
        trace.emit(
            IteratorAdvanced(
                node, trace.context(frame.module, frame.converted), text=text, how=how, origin=iterator.origin
            )
        )


def note_container_read(walk: Walk, value: Value) -> None:
    """A container or array from outside is looked at: what it holds is outliving state too."""
    trace = walk.trace
    if trace is None:
        return
    for member in members(value):
        if isinstance(member, Container) and member.origin.owner.outlives:
            trace.note_read(("container", member))


def library_item(walk: Walk, receiver: Library, node: ast.Subscript, frame: Frame) -> Value:
    """``os.environ[...]``, ``sys.argv[...]``: an item of something in a library."""
    if receiver.name == "os.environ":
        touch(walk, "environment", "os.environ.__getitem__", node, frame, [], result=True)
        return Scalar("str")
    return receiver if receiver.name.startswith("typing.") else UNKNOWN


def environment_is_written(walk: Walk, frame: Frame) -> bool:
    """Whether the file changes ``os.environ`` somewhere; a constant environment is no finding."""
    index = frame.module.index
    for call, _ in (*index.calls_by_name.get("putenv", ()), *index.calls_by_name.get("setdefault", ())):
        if "environ" in ast.dump(call.func):
            return True
    return any(
        isinstance(target, ast.Subscript)
        and isinstance(target.value, ast.Attribute)
        and target.value.attr == "environ"
        for statement in ast.walk(frame.module.tree)
        if isinstance(statement, ast.Assign)
        for target in statement.targets
    )


def array(walk: Walk, varies: str = "") -> Array:
    """A NumPy array made here."""
    return Array(walk.origin, varies)
