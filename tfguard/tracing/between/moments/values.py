"""What becomes of a value by the next call: counted up, grown, computed anew, or left as it is."""

from __future__ import annotations

from dataclasses import replace

from tfguard.syntax.place import Place
from tfguard.tracing import elements
from tfguard.tracing.values import (
    JOINED,
    Array,
    Constant,
    Container,
    Dimension,
    Scalar,
    Tensor,
    Value,
    Variation,
    join,
    members,
)


def new_each_time(value: Value) -> Value:
    """A tensor or array computed anew in each round has other numbers in it."""
    if isinstance(value, (Tensor, Array)) and value.varies is None:
        return replace(value, varies=Variation("value"))
    return value


def without_draws(value: Value) -> Value:
    """What was drawn or read once stays; what a place changes goes on changing."""
    match value:
        case (
            Scalar(varies=Variation() as why)
            | Tensor(varies=Variation() as why)
            | Array(varies=Variation() as why)
        ):
            return value if why.placed else replace(value, varies=None)
        case _:
            return value


def counting(value: Value, text: str, place: Place) -> Value:
    """What a value is that a place computes from what it was.

    Args:
        value: what it may be at any time.
        text: what is counted, as written.
        place: what counts it.
    """
    why = Variation("counter", f"as {text} changes", where=place)
    return join(*(_counted(member, why) for member in members(value)))


def _counted(member: Value, why: Variation) -> Value:
    match member:
        case Constant(value=bool() | None) | Scalar(type="bool"):
            return member
        case Constant(value=int() | float() | str() | bytes() as constant):
            return Scalar(type(constant).__name__, varies=why)
        case Scalar():
            return replace(member, varies=why)
        case Container(type="list" | "tuple" | "deque"):
            return _of_length(member, why)
        case Tensor() | Array():
            return replace(member, varies=why, shape=None)
        case _:
            return member


def growing(value: Value, place: Place) -> Value:
    """What a list is that a place makes longer."""
    why = Variation("counter", "as it grows", where=place)
    return join(
        *(
            _of_length(m, why) if isinstance(m, Container) and m.type in ("list", "deque") else m
            for m in members(value)
        )
    )


def of_any_length(value: Value) -> Value:
    """A list that is filled after it was made: how many elements it has is not known."""
    return join(*(_of_length(m, None) if isinstance(m, Container) else m for m in members(value)))


def _of_length(container: Container, length: Variation | None) -> Container:
    return Container(container.type, container.origin, element=elements.element(container), length=length)


def is_larger(size: Dimension, before: int) -> bool:
    """Whether a dimension is certainly larger than one before."""
    if isinstance(size, Variation):
        return size.cause == JOINED and (size.limit or 0) >= before
    return isinstance(size, int) and size > before
