"""Dimensions: numbers of elements, what they add and multiply up to, and the shapes of values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from tfguard.tracing.values import (
    LEFT_OPEN,
    Array,
    Constant,
    Container,
    Dimension,
    Scalar,
    Shape,
    Static,
    Tensor,
    Value,
    Variation,
    members,
)


def dimension(value: Value | None) -> Dimension:
    """A number as the size of a dimension."""
    match value:
        case Constant(value=bool()):
            return None
        case Constant(value=int() as size):
            return size
        case Scalar(varies=varies):
            return varies
        case Tensor(shape=(), varies=varies) | Array(shape=(), varies=varies):
            return varies
        case _:
            return None


def integer(value: Value | None) -> int | None:
    """A number that is known."""
    size = dimension(value)
    return size if isinstance(size, int) else None


def integers(value: Value | None) -> tuple[int, ...] | None:
    """Numbers that are all known: one, or a list or tuple of them."""
    single = integer(value)
    if single is not None:
        return (single,)
    if not isinstance(value, Container) or value.items is None or value.length is not None:
        return None
    found = [integer(item) for item in value.items]
    known = tuple(number for number in found if number is not None)
    return known if len(known) == len(found) else None


def dimensions(value: Value | None) -> Shape | None:
    """A shape argument: a number, or a list or tuple of numbers."""
    match value:
        case Container(type="list" | "tuple") if value.items is not None and value.length is None:
            found = tuple(dimension(item) for item in value.items)
            return tuple(None if size == -1 else size for size in found)
        case Constant(value=int()) | Scalar():
            return (dimension(value),)
        case _:
            return None


def added(sizes: Iterable[Dimension]) -> Dimension:
    """The sum. Two sizes that vary may make up for each other, so that of their sum nothing is known.

    What the graph leaves open is open in every sum.
    """
    found = list(sizes)
    if any(size is LEFT_OPEN for size in found):
        return LEFT_OPEN
    varying = [size for size in found if isinstance(size, Variation)]
    if None in found or len(varying) > 1:
        return None
    return varying[0] if varying else sum(size for size in found if isinstance(size, int))


def multiplied(sizes: Iterable[Dimension]) -> Dimension:
    """The product, which varies when one of its factors does."""
    found = list(sizes)
    varying = next((size for size in found if isinstance(size, Variation)), None)
    if varying is not None:
        return varying
    known = [size for size in found if isinstance(size, int)]
    return math.prod(known) if len(known) == len(found) else None


def agreed(sizes: Iterable[Dimension]) -> Dimension:
    """The size that arrays share which can only be joined when they agree."""
    found = list(sizes)
    known = next((size for size in found if isinstance(size, int)), None)
    return known if known is not None else next((size for size in found if size is not None), None)


def shape_of(value: Value | None) -> Shape | None:
    """The shape of a value, as NumPy and TensorFlow would take it."""
    match value:
        case Tensor(shape=shape) | Array(shape=shape):
            return shape
        case Constant(value=bool() | int() | float()) | Scalar():
            return ()
        case Container(type="list" | "tuple") if value.items is not None and value.length is None:
            if not value.items:
                return (0,)
            inner = {shape_of(item) for item in value.items}
            rest = inner.pop() if len(inner) == 1 else None
            return (len(value.items), *rest) if rest is not None else None
        case Container(type="list" | "tuple" | "range"):
            rest = shape_of(value.element)
            return (value.length, *rest) if rest is not None else (value.length,) if value.length else None
        case _:
            return None


def bytes_of(array: Array) -> int | None:
    """How large an array is, where shape and element size are known."""
    size = multiplied(array.shape) if array.shape is not None else None
    return size * array.item_size if isinstance(size, int) and array.item_size is not None else None


def as_value(shape: Shape, make: Callable[[tuple[Value, ...]], Value]) -> Value:
    """``x.shape`` as a value: a tuple of numbers."""
    return make(tuple(_number(size) for size in shape))


def _number(size: Dimension) -> Value:
    if isinstance(size, int):
        return Constant(size)
    return Scalar("int", static=size is None, varies=size)


def length(value: Value) -> Value | None:
    """``len(value)``, where more is known of it than that it is a number."""
    for member in members(value):
        match member:
            case Tensor(shape=shape) | Array(shape=shape) if shape:
                return _number(shape[0])
            case Container(length=Variation() as size):
                return Scalar("int", varies=size)
            case Static():
                return Scalar("int", static=True)
    return None
