"""Shapes of products of arrays."""

from __future__ import annotations

from tfguard.tracing.shapes.broadcasting import together
from tfguard.tracing.shapes.given import Given
from tfguard.tracing.shapes.sizes import agreed, integer, multiplied, shape_of
from tfguard.tracing.values import Constant, Dimension, Shape, Value


def matmul(first: Value | None, second: Value | None) -> Shape | None:
    """``first @ second``."""
    return of_matrices(shape_of(first), shape_of(second))


def of_matrices(first: Shape | None, second: Shape | None) -> Shape | None:
    """The product of matrices, or of stacks of them; a row of numbers counts as a matrix."""
    if not first or not second:
        return None
    left = first if len(first) > 1 else (1, *first)
    right = second if len(second) > 1 else (*second, 1)
    stack = together([left[:-2], right[:-2]])
    if stack is None:
        return None
    rows = left[-2:-1] if len(first) > 1 else ()
    columns = right[-1:] if len(second) > 1 else ()
    return (*stack, *rows, *columns)


def product(given: Given) -> Shape | None:
    """``matmul(a, b)``, with TensorFlow's switches that transpose one of them first."""
    shapes = [shape_of(given.get(at, name)) for at, name in enumerate(("a", "b"))]
    if len(given.args) > 2:
        return None
    for at, switch in enumerate(("transpose_a", "transpose_b")):
        turned, shape = given.flag(None, switch), shapes[at]
        if turned is None or shape is None:
            return None
        if turned:
            shapes[at] = (*shape[:-2], shape[-1], shape[-2]) if len(shape) > 1 else None
    return of_matrices(*shapes)


def dot(given: Given) -> Shape | None:
    """``dot(a, b)``: over the last axis of a and the last but one of b."""
    first, second = shape_of(given.get(0, "a")), shape_of(given.get(1, "b"))
    if first is None or second is None:
        return None
    if not first or not second:
        return first or second
    rest = (*second[:-2], second[-1]) if len(second) > 1 else ()
    return (*first[:-1], *rest)


def inner(given: Given) -> Shape | None:
    """``inner(a, b)``: over the last axis of both."""
    first, second = shape_of(given.get(0, "a")), shape_of(given.get(1, "b"))
    return (*first[:-1], *second[:-1]) if first and second else None


def outer(given: Given) -> Shape | None:
    """``outer(a, b)``: each element with each."""
    first, second = shape_of(given.get(0, "a")), shape_of(given.get(1, "b"))
    if first is None or second is None:
        return None
    return (multiplied(first), multiplied(second))


def kron(given: Given) -> Shape | None:
    """``kron(a, b)``."""
    first, second = shape_of(given.get(0, "a")), shape_of(given.get(1, "b"))
    if first is None or second is None or len(first) != len(second):
        return None
    return tuple(multiplied(pair) for pair in zip(first, second, strict=True))


def tensordot(given: Given) -> Shape | None:
    """``tensordot(a, b, axes)`` for a number of axes."""
    first, second = shape_of(given.get(0, "a")), shape_of(given.get(1, "b"))
    count = integer(given.get(2, "axes") or Constant(2))
    if first is None or second is None or count is None or not 0 <= count <= min(len(first), len(second)):
        return None
    return (*first[: len(first) - count], *second[count:])


def einsum(given: Given) -> Shape | None:
    """``einsum("ij,jk->ik", a, b)`` with its result spelled out."""
    text = given.args[0] if given.args else None
    if not isinstance(text, Constant) or not isinstance(text.value, str):
        return None
    inputs, arrow, result = text.value.replace(" ", "").partition("->")
    terms = inputs.split(",")
    shapes = [shape_of(value) for value in given.args[1:]]
    if not arrow or "." in inputs or len(terms) != len(shapes):
        return None
    sizes: dict[str, list[Dimension]] = {}
    for term, shape in zip(terms, shapes, strict=True):
        if shape is not None and len(shape) == len(term):
            for letter, size in zip(term, shape, strict=True):
                sizes.setdefault(letter, []).append(size)
    return tuple(agreed(sizes.get(letter, ())) for letter in result)


def solved(given: Given) -> Shape | None:
    """``solve(a, b)``: an unknown for each right-hand side."""
    return shape_of(given.get(1, "b", "rhs"))


def convolved(given: Given) -> Shape | None:
    """``convolve(a, v, mode)`` of two rows of numbers."""
    sizes = [shape_of(given.get(0, "a")), shape_of(given.get(1, "v"))]
    mode = given.get(2, "mode") or Constant("full")
    match sizes:
        case [(int() as long,), (int() as short,)] if isinstance(mode, Constant):
            long, short = max(long, short), min(long, short)
            found = {"full": long + short - 1, "same": long, "valid": long - short + 1}
            return (found[mode.value],) if isinstance(mode.value, str) and mode.value in found else None
        case _:
            return None
