"""Effects outside the graph: what is printed, drawn, read from the clock, advanced."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.tracing import shapes
from tfguard.tracing.api import Api
from tfguard.tracing.events.effects import IteratorAdvanced, WorldTouched
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Array,
    Class,
    Constant,
    Container,
    Function,
    Library,
    Object,
    Origin,
    Owner,
    Package,
    Scalar,
    Static,
    Value,
    holds_symbolic,
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
        effect: see :class:`~tfguard.tracing.events.effects.WorldTouched`.
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
            symbolic=trace.said_tensor or any(holds_symbolic(arg) is not None for arg in args),
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


# Functions beside those that give tensors which make tensors of their arguments.
_CONVERTING = frozenset(
    (
        "tensorflow.map_fn", "tensorflow.scan", "tensorflow.foldl", "tensorflow.foldr",
        "tensorflow.while_loop", "tensorflow.vectorized_map", "tensorflow.print",
        "tensorflow.data.Dataset.from_tensors", "tensorflow.data.Dataset.from_tensor_slices",
    )
)  # fmt: skip
_CONVERTING_METHODS = {
    "layer": ("__call__",),
    "loss": ("__call__",),
    "metric": ("__call__", "update_state"),
    "variable": ("assign", "assign_add", "assign_sub"),
    "keras_variable": ("assign", "assign_add", "assign_sub"),
    "tensorarray": ("write", "unstack", "scatter", "split"),
}


def converts(name: str, described: Api) -> bool:
    """Whether a function makes tensors of the arrays that it is given."""
    if described.returns in ("tensor", "tensors") or name in _CONVERTING:
        return True
    return name.startswith("tensorflow.debugging.assert_")


def converts_in_method(kind: str, name: str) -> bool:
    """Whether a method of a library object makes tensors of the arrays that it is given."""
    return name in _CONVERTING_METHODS.get(kind, ())


def bake(walk: Walk, value: Value, node: ast.AST, frame: Frame, depth: int = 3) -> None:
    """An operation of TensorFlow gets a value: a large array becomes a constant of the graph.

    So does each of several in a list. Of what may be one array or another, both have to be large.
    """
    trace = walk.trace
    if trace is None or trace.in_init_scope:
        return
    if isinstance(value, Container) and depth:
        for item, expression in _inside(value, node):
            bake(walk, item, expression, frame, depth - 1)
        return
    found = [member for member in members(value) if member != NONE]
    arrays = [member for member in found if isinstance(member, Array)]
    sizes = [size for size in map(shapes.bytes_of, arrays) if size is not None]
    if not sizes or len(sizes) != len(found) or min(sizes) < walk.world.project.constant_size:
        return
    array = arrays[sizes.index(min(sizes))]
    if array.origin.owner is Owner.CALL:  # what tells arrays apart that are made in the trace
        array = replace(array, origin=Origin(Owner.CALL, frame.module.text_of(node)))
    trace.bake(array, node, frame.module, frame.converted)


def _inside(container: Container, node: ast.AST) -> Iterator[tuple[Value, ast.AST]]:
    """What a list or a dict holds, with the expressions where it is written down in place."""
    items = container.items if container.items is not None else tuple((container.keys or {}).values())
    written: list[ast.expr] = []
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            written = elements
        case ast.Dict(values=values):
            written = values
    if len(written) == len(items):
        yield from zip(items, written, strict=True)
    else:
        yield from ((item, node) for item in items)


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
