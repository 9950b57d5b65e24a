"""Shapes of arrays that are put together, and of those that one is taken apart into."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from tfguard.tracing.shapes.given import Given, Rule, left_out, place
from tfguard.tracing.shapes.sizes import added, agreed, integer, integers, multiplied, shape_of
from tfguard.tracing.values import (
    JOINED,
    Array,
    Constant,
    Container,
    Dimension,
    Shape,
    Tensor,
    Value,
    Variation,
)

MAX_PARTS = 64  # that are kept apart


def parts_of(value: Value | None) -> tuple[list[Shape | None], Dimension]:
    """Shapes of the arrays in a list: of each, or one that stands for all; and how many of each there are."""
    match value:
        case Container(items=tuple() as items, length=None) if items:
            return [shape_of(item) for item in items], 1
        case Container():
            return [shape_of(value.element)], value.length
        case Array() | Tensor():
            return [value.shape[1:] if value.shape else None], value.shape[0] if value.shape else None
        case _:
            return [None], None


def end_to_end(shapes: Sequence[Shape | None], count: Dimension, axis: Value | None) -> Shape | None:
    """Arrays joined along an axis that they have."""
    known = [shape for shape in shapes if shape is not None]
    if not known or len({len(shape) for shape in known}) != 1:
        return None
    at = place(axis, len(known[0]))
    if at is None:
        return None
    sizes: list[Dimension] = [agreed(column) for column in zip(*known, strict=True)]
    if len(known) < len(shapes):
        least = added(shape[at] for shape in known)
        sizes[at] = Variation(JOINED, limit=least) if isinstance(least, int) else None
    else:
        sizes[at] = multiplied((added(shape[at] for shape in known), count))
    return tuple(sizes)


def concatenated(given: Given) -> Shape | None:
    """``concatenate(arrays, axis)``."""
    shapes, count = parts_of(given.get(0, "arrays", "values", "xs"))
    axis = given.get(1, "axis")
    if axis == Constant(None):
        return (multiplied((added(map(_elements, shapes)), count)),)
    return end_to_end(shapes, count, axis if axis is not None else Constant(0))


def _elements(shape: Shape | None) -> Dimension:
    return multiplied(shape) if shape is not None else None


def appended(given: Given) -> Shape | None:
    """``append(x, values, axis)``: all in a row when no axis is passed."""
    shapes = [shape_of(given.get(0, "arr", "x1")), shape_of(given.get(1, "values", "x2"))]
    axis = given.get(2, "axis")
    if left_out(axis):
        return (added(map(_elements, shapes)),)
    return end_to_end(shapes, 1, axis)


def stacked(given: Given) -> Shape | None:
    """``stack(arrays, axis)``: along a new axis."""
    shapes, count = parts_of(given.get(0, "arrays", "values", "x"))
    known = [shape for shape in shapes if shape is not None]
    if not known or len(known) != len(shapes) or len({len(shape) for shape in known}) != 1:
        return None
    at = place(given.get(1, "axis") or Constant(0), len(known[0]) + 1)
    if at is None:
        return None
    sizes = tuple(agreed(column) for column in zip(*known, strict=True))
    return (*sizes[:at], multiplied((len(shapes), count)), *sizes[at:])


def stacked_as(rank: int, axis: int) -> Rule:
    """``vstack``, ``hstack``: arrays of too few dimensions get them in front first."""

    def rule(given: Given) -> Shape | None:
        shapes, count = parts_of(given.get(0, "tup", "arrays"))
        raised = [
            (1,) * (rank - len(shape)) + shape if shape is not None and len(shape) < rank else shape
            for shape in shapes
        ]
        ranks = {len(shape) for shape in raised if shape is not None}
        return end_to_end(raised, count, Constant(0 if ranks == {1} else axis))

    return rule


def columns(given: Given) -> Shape | None:
    """``column_stack``: a row of numbers becomes a column."""
    shapes, count = parts_of(given.get(0, "tup"))
    raised = [(*shape, 1) if shape is not None and len(shape) == 1 else shape for shape in shapes]
    return end_to_end(raised, count, Constant(1))


def grids(given: Given) -> list[Shape | None] | None:
    """``meshgrid(x, y...)``: of each, over all of them."""
    if set(given.keywords) - {"indexing"} or not given.args:
        return None
    found = [shape_of(value) for value in given.args]
    sizes = [_elements(shape) for shape in found]
    if given.keywords.get("indexing", Constant("xy")) == Constant("xy") and len(sizes) > 1:
        sizes[:2] = sizes[1::-1]
    elif "indexing" in given.keywords and given.keywords["indexing"] != Constant("ij"):
        return None
    return [tuple(sizes)] * len(found)


def split(by_size: bool) -> Callable[[Given], list[Shape | None] | None]:
    """The rule of ``split(x, parts, axis)`` into equal parts or by a list.

    Args:
        by_size: whether the list says how large the parts are (TensorFlow) or where they end (NumPy).
    """

    def rule(given: Given) -> list[Shape | None] | None:
        shape = shape_of(given.get(0, "value", "ary", "x"))
        wanted = given.get(1, "num_or_size_splits", "indices_or_sections")
        at = place(given.get(2, "axis") or Constant(0), len(shape)) if shape is not None else None
        if shape is None or at is None:
            return None
        sizes = _part_sizes(wanted, shape[at], by_size)
        return [(*shape[:at], part, *shape[at + 1 :]) for part in sizes] or None

    return rule


def _part_sizes(wanted: Value | None, size: Dimension, by_size: bool) -> Sequence[Dimension]:
    count, numbers = integer(wanted), integers(wanted) or ()
    if count is not None:
        even = isinstance(size, int) and 0 < count <= MAX_PARTS and size % count == 0
        return [size // count] * count if even and isinstance(size, int) else []
    if by_size:
        return numbers if -1 not in numbers else []
    if not isinstance(size, int) or not numbers:
        return []
    ends = (0, *numbers, size)
    return [max(0, last - first) for first, last in itertools.pairwise(ends)]


def unstacked(given: Given) -> list[Shape | None] | None:
    """``tf.unstack(x)``: an array for each place of the axis."""
    shape = given.shape()
    at = place(given.get(2, "axis") or Constant(0), len(shape)) if shape else None
    size = shape[at] if shape is not None and at is not None else None
    if shape is None or at is None or not isinstance(size, int) or size > MAX_PARTS:
        return None
    return [(*shape[:at], *shape[at + 1 :])] * size
