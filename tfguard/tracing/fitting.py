"""Whether two values can be one in a graph: outputs of two branches, a loop's variable and its next value."""

from __future__ import annotations

from tfguard.tracing.axes import OPEN, Size
from tfguard.tracing.events.control_flow import Difference
from tfguard.tracing.values import (
    FLOATING,
    Constant,
    Container,
    Object,
    Scalar,
    Tensor,
    Value,
    is_floating,
    members,
)

# What AutoGraph makes of Python's values (``tf.convert_to_tensor``).
_DTYPES = {"bool": "bool", "int": "int32", "float": "float32", "str": "string", "bytes": "string"}
_ORDERED = ("list", "tuple")


def difference(first: Value, second: Value, depth: int = 3) -> tuple[Difference, str, str] | None:
    """In what two values certainly differ, and what each is there.

    Args:
        first: a value.
        second: another one, for the same name.
        depth: how deep lists, tuples and dicts are looked into.

    Returns:
        None where they fit together, as far as that is known.
    """
    shapes = _structure(first), _structure(second)
    if None not in shapes and shapes[0] != shapes[1]:
        return Difference.STRUCTURE, str(shapes[0]), str(shapes[1])
    if isinstance(first, Container) and isinstance(second, Container) and depth:
        inside = zip(first.items or (), second.items or (), strict=False)
        return next((found for a, b in inside if (found := difference(a, b, depth - 1))), None)
    dtypes = dtype_of(first), dtype_of(second)
    if None not in dtypes and dtypes[0] != dtypes[1] and not _both_floating(*map(str, dtypes)):
        return Difference.DTYPE, _shown(str(dtypes[0])), _shown(str(dtypes[1]))
    return None


def grown(first: Value, second: Value) -> tuple[Difference, str, str] | None:
    """In what the shapes certainly differ that a loop's variable has before the loop and after one round.

    Branches may give different shapes: what both give has an open axis.

    Args:
        first: the value before the loop.
        second: after one round.
    """
    if not (isinstance(first, Tensor) and isinstance(second, Tensor)):
        return None
    before, after = first.static, second.static
    if before is None or after is None or before.rest or after.rest or not (before.ranked and after.ranked):
        return None
    pairs = zip(before.sizes, after.sizes, strict=False)
    if len(before.sizes) == len(after.sizes) and not any(_narrower(one, other) for one, other in pairs):
        return None
    return Difference.SHAPE, before.text, after.text


def _narrower(before: Size, after: Size) -> bool:
    """Whether an axis has a size before the loop that it does not keep."""
    return before not in (None, OPEN) and after is not None and before != after


def _both_floating(first: str, second: str) -> bool:
    return FLOATING in (first, second) and is_floating(first) and is_floating(second)


def _shown(dtype: str) -> str:
    return "a floating-point number" if dtype == FLOATING else dtype


def dtype_of(value: Value) -> str | None:
    """The element type that a value has in a graph, where that is certain."""
    found = {_dtype_of_one(member) for member in members(value)}
    return found.pop() if len(found) == 1 else None


def _dtype_of_one(value: Value) -> str | None:
    match value:
        case Tensor(dtype=dtype) | Object(kind="variable" | "keras_variable", dtype=dtype):
            return dtype
        case Constant(value=constant):
            return _DTYPES.get(type(constant).__name__)
        case Scalar(type=name):
            return _DTYPES.get(name)
        case _:
            return None


def _structure(value: Value) -> str | None:
    """How a value is nested, for people; None where that is not known."""
    match value:
        case Container(type=type_, items=tuple() as items) if type_ in _ORDERED:
            return f"a {type_} of {len(items)}"
        case Container(type="dict", keys=dict() as keys) if keys:
            return f"a dict of {', '.join(sorted(map(repr, keys)))}"
        case Tensor(single=True) | Constant(value=bool() | int() | float() | str()):
            return "a single value"
        case _:
            return None
