"""Shapes of what an index picks."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from tfguard.syntax.records import dataclass
from tfguard.tracing.shapes.broadcasting import together
from tfguard.tracing.shapes.sizes import dimension, shape_of
from tfguard.tracing.values import (
    NONE,
    Array,
    Constant,
    Container,
    Dimension,
    Scalar,
    Shape,
    Tensor,
    Value,
    Variation,
)


@dataclass(frozen=True, slots=True)
class Cut(Value):
    """``lower:upper:step`` in an index.

    Attributes:
        node: the slice.
        lower, upper, step: values of its parts, None where they are left out.
    """

    node: ast.Slice
    lower: Value | None
    upper: Value | None
    step: Value | None


_ELLIPSIS = Constant(...)


def picked(shape: Shape | None, index: Value) -> Shape | None:
    """The shape of ``x[index]``.

    Args:
        shape: that of ``x``; of a slice of something unknown, how many elements it has may still be known
            to vary.
        index: a tuple of parts, or one part.
    """
    if shape is None:
        size = cut_length(None, index) if isinstance(index, Cut) else None
        return (size,) if isinstance(size, Variation) else None
    parts = _parts(index)
    if parts is None:
        return None
    spelled = _spelled_out(parts, len(shape))
    return _walked(shape, spelled) if spelled is not None else None


def _parts(index: Value) -> tuple[Value, ...] | None:
    if isinstance(index, Container) and index.type == "tuple":
        return index.items
    return (index,)


def _spelled_out(parts: Sequence[Value], rank: int) -> list[Value] | None:
    """The index with a part for each dimension: what is not named is taken whole."""
    whole = Cut(ast.Slice(), None, None, None)
    missing = rank - sum(part not in (NONE, _ELLIPSIS) for part in parts)
    if missing < 0 or list(parts).count(_ELLIPSIS) > 1:
        return None
    if _ELLIPSIS not in parts:
        return [*parts, *[whole] * missing]
    at = list(parts).index(_ELLIPSIS)
    return [*parts[:at], *[whole] * missing, *parts[at + 1 :]]


def _walked(shape: Shape, parts: Sequence[Value]) -> Shape | None:
    sizes = list(shape)
    result: list[Dimension] = []
    lists: list[Shape] = []  # of index arrays, which are stretched to one shape
    where: list[int] = []
    for number, part in enumerate(parts):
        if part == NONE:
            result.append(1)
            continue
        size = sizes.pop(0)
        if isinstance(part, Cut):
            result.append(cut_length(size, part))
            continue
        single = _is_number(part)
        chosen = () if single else _list_of_numbers(part)
        if chosen is None:
            return None
        if not single:
            lists.append(chosen)
            where.append(number)
            place = len(result)
    if not lists:
        return tuple(result)
    found = together(lists)
    numbers = any(_is_number(part) for part in parts)
    if found is None or len(where) > 1 or numbers:
        return None if found is None or not _side_by_side(parts) else _placed(result, parts, found)
    return (*result[:place], *found, *result[place:])


def _side_by_side(parts: Sequence[Value]) -> bool:
    """Whether index arrays and numbers stand together: else NumPy moves their dimensions to the front."""
    kinds = [not (isinstance(part, Cut) or part == NONE) for part in parts]
    first = kinds.index(True)
    return all(kinds[first : first + sum(kinds)])


def _placed(result: Sequence[Dimension], parts: Sequence[Value], found: Shape) -> Shape:
    before = next(number for number, part in enumerate(parts) if not (isinstance(part, Cut) or part == NONE))
    return (*result[:before], *found, *result[before:])


def _is_number(part: Value) -> bool:
    match part:
        case Constant(value=value):
            return isinstance(value, int) and not isinstance(value, bool)
        case Scalar(type=kind):
            return kind in ("int", "number")
        case Tensor(shape=()) | Array(shape=()):
            return part.dtype is not None and part.dtype != "bool"
        case _:
            return False


def _list_of_numbers(part: Value) -> Shape | None:
    """The shape of an index array of numbers; a mask picks as many elements as it has true ones."""
    match part:
        case Array(dtype=str() as dtype, shape=shape) if "int" in dtype:
            return shape
        case Container(type="list", items=tuple() as items) if all(map(_is_number, items)):
            return shape_of(part)
        case _:
            return None


def cut_length(size: Dimension, cut: Cut) -> Dimension:
    """How many elements a slice of ``size`` elements has."""
    step = 1 if cut.step is None or cut.step == NONE else dimension(cut.step)
    lower = None if cut.lower == NONE else cut.lower
    upper = None if cut.upper == NONE else cut.upper
    if step == 1:
        return sliced_length(size, cut.node, lower, upper)
    first, last = (dimension(end) if end is not None else None for end in (lower, upper))
    known = all(end is None or isinstance(dimension(end), int) for end in (lower, upper))
    if isinstance(size, int) and isinstance(step, int) and step and known:
        start, stop = (end if isinstance(end, int) else None for end in (first, last))
        return len(range(size)[start:stop:step])
    whole = lower is None and upper is None and isinstance(step, int)
    return size if whole and isinstance(size, Variation) and step == -1 else None


def sliced_length(size: Dimension, node: ast.Slice, lower: Value | None, upper: Value | None) -> Dimension:
    """How many elements ``x[lower:upper]`` has, where x has ``size``."""
    if node.step is not None and not (isinstance(node.step, ast.Constant) and node.step.value in (1, None)):
        return None
    if lower is None and upper is None:
        return size
    first, last = dimension(lower), dimension(upper)
    numbers = all(end is None or isinstance(dimension(end), int) for end in (lower, upper))
    if isinstance(size, int) and numbers:
        start, stop = (end if isinstance(end, int) else None for end in (first, last))
        return len(range(size)[start:stop])
    if lower is not None and upper is not None:
        return _window(node, lower, upper)
    if isinstance(size, Variation):
        return None  # how a varying size and a bound go together is not known
    bound = last if upper is not None else first
    return bound if isinstance(bound, Variation) else None


def _window(node: ast.Slice, lower: Value, upper: Value) -> Dimension:
    """``x[i:i + size]`` is as long as size, wherever it starts."""
    match node.upper:
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            for start, width in ((left, right), (right, left)):
                if node.lower is not None and ast.dump(start) == ast.dump(node.lower):
                    return (
                        width.value
                        if isinstance(width, ast.Constant) and isinstance(width.value, int)
                        else None
                    )
    first, last = dimension(lower), dimension(upper)
    if isinstance(first, int) and isinstance(last, int) and 0 <= first <= last:
        return last - first
    if isinstance(first, int) and isinstance(last, Variation):
        return last
    return None
