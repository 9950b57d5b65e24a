"""Shapes of functions that work along an axis: sums, norms, sorts, transforms."""

from __future__ import annotations

from tfguard.tracing.shapes.given import Given, Rule, left_out, place, places
from tfguard.tracing.shapes.sizes import added, dimension, integer, multiplied, shape_of
from tfguard.tracing.values import Constant, Dimension, Shape, Value


def reduced(axis_at: int | None = 1, keep_at: int | None = None, default: int | None = None) -> Rule:
    """The rule of a reduction.

    Args:
        axis_at: position of its axis.
        keep_at: position of its ``keepdims``.
        default: the axis when none is passed; None for all of them.
    """

    def rule(given: Given) -> Shape | None:
        shape = given.shape()
        axis: Value | None = given.get(axis_at, "axis", "reduction_indices")
        if axis is None and default is not None:
            axis = Constant(default)
        keeps = given.flag(keep_at, "keepdims", "keep_dims")
        gone = places(axis, len(shape)) if shape is not None else None
        if shape is None or gone is None or keeps is None:
            return None
        sized = [(1 if at in gone else size, at in gone) for at, size in enumerate(shape)]
        return tuple(size for size, dropped in sized if keeps or not dropped)

    return rule


def along(given: Given) -> Shape | None:
    """``sort``, ``argsort``: the same shape, or one dimension when the axis is None."""
    shape = given.shape()
    flat = given.get(1, "axis") == Constant(None)
    return (multiplied(shape),) if flat and shape is not None else shape


def accumulated(given: Given) -> Shape | None:
    """``cumsum``: of all elements in one row, unless an axis is passed."""
    shape = given.shape()
    if shape is None or not left_out(given.get(1, "axis")):
        return shape
    return (multiplied(shape),)


def differences(given: Given) -> Shape | None:
    """``diff``: one less along the axis, each time."""
    shape, times = given.shape(), given.get(1, "n")
    count = 1 if times is None else integer(times)
    if shape is None or count is None or set(given.keywords) & {"prepend", "append"}:
        return None
    at = place(given.get(2, "axis") or Constant(-1), len(shape))
    return _replaced(shape, at, added((shape[at], -count))) if at is not None else None


def transformed(half: bool = False) -> Rule:
    """``fft(x, n, axis)``; the transform of real numbers has half of them and one more."""

    def rule(given: Given) -> Shape | None:
        shape, count = given.shape(), given.get(1, "n")
        at = place(given.get(2, "axis") or Constant(-1), len(shape)) if shape is not None else None
        if shape is None or at is None:
            return None
        size = shape[at] if left_out(count) else dimension(count)
        return _replaced(shape, at, halved(size) if half else size)

    return rule


def halved(size: Dimension) -> Dimension:
    """How many frequencies a transform of real numbers has."""
    return size // 2 + 1 if isinstance(size, int) else size


def taken(axis_at: int, default: int | None) -> Rule:
    """``take`` and ``gather``: the indices' shape in place of the axis."""

    def rule(given: Given) -> Shape | None:
        shape = shape_of(given.get(0, "params", "a", "x"))
        picked = shape_of(given.get(1, "indices", "ids"))
        axis = given.get(axis_at, "axis")
        if shape is None or picked is None or "batch_dims" in given.keywords:
            return None
        if left_out(axis) and default is None:
            return picked
        at = place(axis if axis is not None and not left_out(axis) else Constant(default), len(shape))
        return (*shape[:at], *picked, *shape[at + 1 :]) if at is not None else None

    return rule


def without_last(count: int) -> Rule:
    """``det``, ``trace``: a number for each matrix."""

    def rule(given: Given) -> Shape | None:
        shape = given.shape()
        return shape[:-count] if shape is not None and len(shape) >= count else None

    return rule


def _replaced(shape: Shape, at: int, size: Dimension) -> Shape:
    return (*shape[:at], size, *shape[at + 1 :])
