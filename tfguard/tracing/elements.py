"""Taking values apart: elements of what is iterated, members of what is unpacked, arguments to parameters."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.syntax.parameters import default_of
from tfguard.tracing import seen_shapes
from tfguard.tracing.axes import OPEN, Axes
from tfguard.tracing.values import (
    CALL,
    UNKNOWN,
    Array,
    Batch,
    Constant,
    Container,
    Function,
    Instance,
    Object,
    Origin,
    Owner,
    Scalar,
    Static,
    StaticShape,
    Tensor,
    Union,
    Value,
    is_certainly,
    join,
    members,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk


def element(value: Value) -> Value:
    """What iterating a value gives each time."""
    match value:
        case Union():
            return join(*(element(member) for member in value.members))
        case Container() if value.keyed:
            return join(*map(Constant, value.keys)) if value.keys else value.key
        case Container():
            if value.items is not None:
                return join(*value.items, value.element) if value.element != UNKNOWN else join(*value.items)
            return value.element
        case Batch():
            return Tensor(value.symbolic, value.assumed)  # a row, or a part of a structure
        case Tensor():
            return replace(value, shape=value.shape[1:] if value.shape else None, static=_row(value.static))
        case Array():
            return replace(value, shape=value.shape[1:] if value.shape else None)
        case Object(kind="dataset" | "dataset_iterator"):
            return of_dataset(value)
        case Object(kind="range"):
            return Scalar("int")
        case Object(kind="python_iterator", element=Value() as given):
            return given
        case Constant(value=str()):
            return Scalar("str")
        case Static():
            return value
        case Scalar(type="str"):
            return value
        case _:
            return UNKNOWN


def of_dataset(dataset: Object) -> Tensor:
    """What a dataset gives each time, inside a trace."""
    if not dataset.batched:
        return dataset.element if isinstance(dataset.element, Tensor) else Tensor(True, assumed=True)
    single = isinstance(dataset.element, Tensor)
    return Batch(True, assumed=not single, static=Axes((OPEN,), rest=True, why=dataset.batched))


def dataset_element(name: str, source: Value) -> Tensor | None:
    """The tensor that each element of a dataset is: of one that is made of one tensor.

    Args:
        name: the last name of what makes the dataset.
        source: what it is made of.
    """
    if name not in ("from_tensor_slices", "from_tensors") or not is_certainly(source, Tensor, Array):
        return None
    single = all(not isinstance(m, Tensor) or (m.single and not m.assumed) for m in members(source))
    dtypes = {member.dtype for member in members(source) if isinstance(member, (Tensor, Array))}
    return Tensor(True, dtype=dtypes.pop() if len(dtypes) == 1 else None) if single else None


def _row(axes: Axes | None) -> Axes | None:
    """The shape of what a tensor gives when it is iterated."""
    return axes.with_sizes(axes.sizes[1:]) if axes is not None and axes.sizes else None


def any_value(value: Value) -> Value:
    """What ``value[key]`` may be, whatever the key: for dicts a value, else an element."""
    match value:
        case Union():
            return join(*(any_value(member) for member in value.members))
        case Container() if value.keys is not None:
            found = [*value.keys.values()]
            if value.element != UNKNOWN or not found:
                found.append(value.element)
            return join(*found)
        case Container() if value.keyed:
            return value.element
        case _:
            return element(value)


def unpacked(value: Value, positions: tuple[int, ...]) -> Value:
    """What a target at some position of an unpacking gets; -1 stands for a starred target."""
    for position in positions:
        if position < 0:
            return Container("list", CALL, element=element(value))
        # A tensor of a graph cannot be unpacked, so that what is unpacked is a structure.
        value = value if isinstance(value, Batch) else item(value, position)
    return value


def item(value: Value, position: object) -> Value:
    """What ``value[position]`` is for a constant position or key."""
    match value:
        case Union():
            return join(*(item(member, position) for member in value.members))
        case Container() if value.items is not None and isinstance(position, int):
            if -len(value.items) <= position < len(value.items):
                return _now(value, value.items[position])
            return value.element
        case Container() if value.keys is not None:
            return _now(value, value.keys[position]) if position in value.keys else value.element
        case Container():
            return value.element
        case Batch() if isinstance(position, str):
            return value
        case StaticShape() if isinstance(position, int):
            return seen_shapes.dimension(value, position, f"{value.text}[{position}]")
        case _:
            return element(value)


def _now(container: Container, written: Value) -> Value:
    """A display says what a place held at first; a constant there may have been replaced since."""
    if not isinstance(written, Constant) or not container.mutable or not container.origin.owner.outlives:
        return written
    if written.value is None:
        return join(written, UNKNOWN)
    return Scalar(type(written.value).__name__)


def bind(
    walk: Walk, function: Function, args: list[Value], keywords: dict[str, Value], frame: Frame
) -> dict[str, Value]:
    """Arguments by parameter name, as Python binds them; what is not passed gets its default.

    Args:
        walk: the walk at hand; defaults are evaluated outside any trace.
        function: what is called; a bound one gets its receiver first.
        args: positional arguments.
        keywords: keyword arguments.
        frame: the frame that is being made.
    """
    node = function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    given = [function.bound, *args] if function.bound is not None else list(args)
    rest = dict(keywords)
    bound: dict[str, Value] = {}
    positional = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    bound.update(zip(positional, given, strict=False))
    if node.args.vararg is not None:
        extra = tuple(given[len(positional) :])
        bound[node.args.vararg.arg] = Container("tuple", CALL, items=extra)
    for name in (*positional, *(argument.arg for argument in node.args.kwonlyargs)):
        if name in bound:
            continue
        if name in rest:
            bound[name] = rest.pop(name)
        else:
            bound[name] = _default(walk, node, name, frame)
    if node.args.kwarg is not None:
        keys: dict[object, Value] = {name: value for name, value in rest.items() if name != "**"}
        bound[node.args.kwarg.arg] = Container("dict", CALL, keys=keys, element=rest.get("**", UNKNOWN))
    return bound


def _default(
    walk: Walk, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, name: str, frame: Frame
) -> Value:

    default = default_of(node, name)
    if default is None or frame.parent is None:
        return UNKNOWN
    # A mutable default is made once, when the def runs: it outlives every call.
    with walk.outside(Origin(Owner.CLOSURE, name)):
        return walk.evaluate(default, frame.parent)


def is_instance_like(value: Value) -> bool:
    """Whether a value is an object with attributes of its own that the project knows."""
    return isinstance(value, Instance)


def bind_target(target: ast.expr, value: Value, frame: Frame) -> None:
    """Bind the names of a comprehension's target."""
    match target:
        case ast.Name():
            frame.env[target.id] = value
        case ast.Tuple() | ast.List():
            for position, part in enumerate(target.elts):
                starred = isinstance(part, ast.Starred)
                bind_target(part, unpacked(value, (-1 if starred else position,)), frame)
        case ast.Starred():
            bind_target(target.value, value, frame)
        case _:
            pass
