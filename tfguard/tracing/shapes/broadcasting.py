"""Shapes of element-wise operations."""

from __future__ import annotations

from collections.abc import Sequence

from tfguard.tracing.shapes.given import Given, Rule
from tfguard.tracing.shapes.sizes import shape_of
from tfguard.tracing.values import Dimension, Shape, Value


def broadcast(*values: Value) -> Shape | None:
    """The shape of an element-wise operation."""
    return together([shape_of(value) for value in values])


def together(shapes: Sequence[Shape | None]) -> Shape | None:
    """The shape to which all of these are stretched."""
    known = [shape for shape in shapes if shape is not None]
    if not known or len(known) != len(shapes):
        return None
    rank = max(map(len, known))
    padded = [(1,) * (rank - len(shape)) + shape for shape in known]
    found = [_stretched(column) for column in zip(*padded, strict=True)]
    return None if any(size == _IMPOSSIBLE for size in found) else tuple(found)


_IMPOSSIBLE = -1


def _stretched(sizes: Sequence[Dimension]) -> Dimension:
    """A size other than 1 is that of the result; what varies beside it can only be 1 or the same."""
    numbers = {size for size in sizes if isinstance(size, int)} - {1}
    if len(numbers) > 1:
        return _IMPOSSIBLE
    if numbers:
        return numbers.pop()
    rest = [size for size in sizes if not isinstance(size, int)]
    return next((size for size in rest if size is not None), None) if rest else 1


def elementwise(count: int) -> Rule:
    """The rule of a function that takes so many arrays and works on their elements."""

    def rule(given: Given) -> Shape | None:
        if count == 1:
            return given.shape()
        if len(given.args) < count:
            return None
        return broadcast(*given.args[:count])

    return rule


def chosen(given: Given) -> Shape | None:
    """``where(condition, x, y)``; with a condition alone, how many places there are depends on the data."""
    operands = [given.get(0, "condition"), given.get(1, "x"), given.get(2, "y")]
    return together([shape_of(operand) for operand in operands]) if None not in operands else None


def clipped(given: Given) -> Shape | None:
    """``clip(x, low, high)``."""
    return together([shape_of(value) for value in (given.first(), *given.args[1:3]) if value is not None])
