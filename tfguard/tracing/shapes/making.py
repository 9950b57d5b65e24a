"""Shapes of arrays that are made from nothing: filled, counted up, drawn."""

from __future__ import annotations

import math

from tfguard.tracing.shapes.broadcasting import broadcast
from tfguard.tracing.shapes.given import Given, Rule, left_out
from tfguard.tracing.shapes.reductions import halved
from tfguard.tracing.shapes.sizes import dimension, dimensions, integer, shape_of
from tfguard.tracing.values import Constant, Container, Shape, Value, Variation


def filled(given: Given) -> Shape | None:
    """``zeros(shape)`` and the like."""
    return dimensions(given.get(0, "shape", "dims", "size"))


def like(given: Given) -> Shape | None:
    """``zeros_like(x)``."""
    said = given.get(None, "shape")
    return dimensions(said) if not left_out(said) else given.shape()


def of_value(given: Given) -> Shape | None:
    """``array(value)``, ``tf.constant(value, shape=...)``."""
    said = given.keywords.get("shape")
    return dimensions(said) if not left_out(said) else given.shape()


def counted(given: Given) -> Shape | None:
    """``arange(start, stop, step)``."""
    bounds = list(given.args[:3])
    if len(bounds) == 1 and "start" not in given.keywords:
        bounds = [Constant(0), *bounds]
    for at, names in enumerate((("start",), ("stop", "limit"), ("step", "delta"))):
        named = given.get(None, *names)
        if named is not None and at >= len(bounds):
            bounds.append(named)
    if len(bounds) < 2:
        return (None,)
    varying = next((v for v in map(dimension, bounds) if isinstance(v, Variation)), None)
    return (_steps(bounds) if varying is None else varying,)


def _steps(bounds: list[Value]) -> int | None:
    numbers = [value.value for value in bounds if isinstance(value, Constant)]
    known = [float(number) for number in numbers if isinstance(number, (int, float))]
    if len(known) != len(bounds):
        return None
    step = known[2] if len(known) > 2 else 1.0
    if not step or not all(map(math.isfinite, known)):
        return None
    return max(0, math.ceil((known[1] - known[0]) / step))


def spaced(given: Given) -> Shape | None:
    """``linspace(start, stop, num)``."""
    ends = broadcast(*given.args[:2]) if len(given.args) >= 2 else ()
    inside = (dimension(given.get(2, "num") or Constant(50)),)
    return inside if ends == () else None


def identity(given: Given) -> Shape | None:
    """``eye(rows, columns)``."""
    rows, columns = given.get(0, "N", "n", "num_rows"), given.get(1, "M", "num_columns")
    if rows is None or "batch_shape" in given.keywords:
        return None
    return (dimension(rows), dimension(rows if left_out(columns) else columns))


def square(given: Given) -> Shape | None:
    """``identity(n)``."""
    size = dimension(given.get(0, "n"))
    return (size, size)


def row(given: Given) -> Shape | None:
    """So many numbers: ``hanning(m)``, ``fftfreq(n)``."""
    return (dimension(given.get(0, "M", "n")),)


def half_row(given: Given) -> Shape | None:
    """``rfftfreq(n)``."""
    return (halved(dimension(given.get(0, "n"))),)


def indices(given: Given) -> Shape | None:
    """``indices(dimensions)``: a coordinate of each point."""
    sizes = dimensions(given.get(0, "dimensions"))
    return (len(sizes), *sizes) if sizes is not None and not given.keywords else None


def powers(given: Given) -> Shape | None:
    """``vander(x, N)``."""
    shape, count = given.shape(), given.get(1, "N")
    if shape is None or len(shape) != 1:
        return None
    return (shape[0], shape[0] if left_out(count) else dimension(count))


# Random numbers


def drawn(at: int) -> Rule:
    """The rule of a distribution with so many parameters before its ``size``."""

    def rule(given: Given) -> Shape | None:
        size = given.get(at, "size")
        if not left_out(size):
            return dimensions(size)
        parameters = (*given.args[:at], *(v for k, v in given.keywords.items() if k not in _NO_PARAMETERS))
        return broadcast(*parameters) if parameters else ()

    return rule


_NO_PARAMETERS = frozenset(("size", "dtype", "endpoint", "out", "method"))


def drawn_rows(at: int, row_at: int) -> Rule:
    """Distributions of vectors: a row for each draw."""

    def rule(given: Given) -> Shape | None:
        size, vector = given.get(at, "size"), given.get(row_at, "mean", "alpha", "pvals")
        draws, inside = (() if left_out(size) else dimensions(size)), shape_of(vector)
        return (*draws, *inside) if draws is not None and inside is not None else None

    return rule


def chosen(given: Given) -> Shape | None:
    """``choice(a, size)``: elements of an array, or numbers below one."""
    source, size = shape_of(given.get(0, "a")), given.get(1, "size")
    draws = () if left_out(size) else dimensions(size)
    if draws is None or source is None or "axis" in given.keywords:
        return None
    return (*draws, *source[1:])


def shuffled(given: Given) -> Shape | None:
    """``permutation(x)``: of the numbers below x, or of an array."""
    shape = given.shape()
    return (
        (dimension(given.first()),) if shape == () and integer(given.first()) is not None else shape or None
    )


def each(given: Given) -> Shape | None:
    """``randn(a, b)``: a size an argument."""
    return tuple(dimension(arg) for arg in given.args)


def tensor_drawn(given: Given) -> Shape | None:
    """``tf.random.normal(shape)``: parameters that are arrays would be stretched over it."""
    shape = filled(given)
    others = (*given.args[1:3], *given.keywords.values())
    return (
        shape if not any(shape_of(value) and not isinstance(value, Container) for value in others) else None
    )
