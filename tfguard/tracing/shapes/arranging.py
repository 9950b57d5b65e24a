"""Shapes of functions that put the elements of one array in another order or form."""

from __future__ import annotations

import math

from tfguard.tracing.shapes.given import Given, Rule, left_out, place, places
from tfguard.tracing.shapes.sizes import (
    added,
    dimension,
    dimensions,
    integer,
    integers,
    multiplied,
    shape_of,
)
from tfguard.tracing.values import Constant, Container, Dimension, Shape, Value, Variation


def reshaped(given: Given) -> Shape | None:
    """``reshape(x, shape)``."""
    return fitted(given.shape(), given.get(1, "shape", "newshape"))


def fitted(shape: Shape | None, wanted: Value | None) -> Shape | None:
    """A shape argument in which one -1 stands for what is left."""
    sizes = dimensions(wanted)
    if sizes is None:
        return None
    parts = wanted.items if isinstance(wanted, Container) else (wanted,)
    free = [at for at, part in enumerate(parts or ()) if part == Constant(-1)]
    if len(free) != 1:
        return sizes
    rest = [size for at, size in enumerate(sizes) if at != free[0]]
    left = _left(multiplied(shape) if shape is not None else None, rest)
    return (*sizes[: free[0]], left, *sizes[free[0] + 1 :])


def _left(whole: Dimension, rest: list[Dimension]) -> Dimension:
    known = [size for size in rest if isinstance(size, int)]
    if len(known) != len(rest) or not math.prod(known):
        return None
    return whole // math.prod(known) if isinstance(whole, int) else whole


def flattened(given: Given) -> Shape | None:
    """``ravel``: all elements in a row."""
    shape = given.shape()
    return (multiplied(shape),) if shape is not None else None


def transposed(given: Given) -> Shape | None:
    """``transpose(x, axes)``: the other way round when no order is passed."""
    return permuted(given.shape(), given.get(1, "axes", "perm"))


def permuted(shape: Shape | None, order: Value | None) -> Shape | None:
    """A shape with its dimensions in another order."""
    if shape is None or left_out(order):
        return shape[::-1] if shape is not None else None
    rank = len(shape)
    axes = [axis + rank if axis < 0 else axis for axis in integers(order) or ()]
    if not axes or sorted(axes) != list(range(rank)):
        return None
    return tuple(shape[axis] for axis in axes)


def swapped(given: Given) -> Shape | None:
    """``swapaxes(x, i, j)``."""
    shape = given.shape()
    if shape is None:
        return None
    one, other = place(given.get(1, "axis1"), len(shape)), place(given.get(2, "axis2"), len(shape))
    if one is None or other is None:
        return None
    sizes = list(shape)
    sizes[one], sizes[other] = sizes[other], sizes[one]
    return tuple(sizes)


def moved(given: Given) -> Shape | None:
    """``moveaxis(x, source, destination)`` of one axis."""
    shape = given.shape()
    if shape is None:
        return None
    source, target = place(given.get(1, "source"), len(shape)), place(given.get(2, "destination"), len(shape))
    if source is None or target is None:
        return None
    sizes = [size for at, size in enumerate(shape) if at != source]
    sizes.insert(target, shape[source])
    return tuple(sizes)


def expanded(given: Given) -> Shape | None:
    """``expand_dims(x, axis)``."""
    shape, axes = given.shape(), integers(given.get(1, "axis"))
    if shape is None or axes is None:
        return None
    rank = len(shape) + len(axes)
    new = places(given.get(1, "axis"), rank)
    if new is None or len(new) != len(axes):
        return None
    rest = iter(shape)
    return tuple(1 if at in new else next(rest) for at in range(rank))


def squeezed(given: Given) -> Shape | None:
    """``squeeze(x, axis)``; which dimensions go is known when all sizes are."""
    shape, axis = given.shape(), given.get(1, "axis")
    if shape is None:
        return None
    if left_out(axis):
        known = all(isinstance(size, int) for size in shape)
        return tuple(size for size in shape if size != 1) if known else None
    gone = places(axis, len(shape))
    return tuple(size for at, size in enumerate(shape) if at not in gone) if gone is not None else None


def repeated(given: Given) -> Shape | None:
    """``repeat(x, times, axis)``."""
    shape, times = given.shape(), dimension(given.get(1, "repeats"))
    axis = given.get(2, "axis")
    if shape is None:
        return None
    if left_out(axis):
        return (multiplied((*shape, times)),)
    at = place(axis, len(shape))
    return (*shape[:at], multiplied((shape[at], times)), *shape[at + 1 :]) if at is not None else None


def tiled(given: Given) -> Shape | None:
    """``tile(x, times)``."""
    shape, times = given.shape(), dimensions(given.get(1, "reps", "multiples", "repeats"))
    if shape is None or times is None:
        return None
    rank = max(len(shape), len(times))
    sizes, factors = (1,) * (rank - len(shape)) + shape, (1,) * (rank - len(times)) + times
    return tuple(multiplied(pair) for pair in zip(sizes, factors, strict=True))


def padded(given: Given) -> Shape | None:
    """``pad(x, widths)``: one width for all ends, a pair for all dimensions, or a pair each."""
    shape, widths = given.shape(), given.get(1, "pad_width", "paddings")
    pairs = _pairs(widths, len(shape)) if shape is not None else None
    if shape is None or pairs is None:
        return None
    return tuple(added((size, *pair)) for size, pair in zip(shape, pairs, strict=True))


def _pairs(widths: Value | None, rank: int) -> list[tuple[Dimension, Dimension]] | None:
    single = dimension(widths)
    if single is not None:
        return [(single, single)] * rank if isinstance(single, int) else None
    if not isinstance(widths, Container) or widths.items is None or widths.length is not None:
        return None
    if all(not isinstance(item, Container) for item in widths.items):
        ends = [dimension(item) for item in widths.items]
        return [(ends[0], ends[-1])] * rank if len(ends) in (1, 2) else None
    found = [dimensions(item) for item in widths.items]
    pairs = [(pair[0], pair[1]) for pair in found if pair is not None and len(pair) == 2]
    if len(pairs) != len(found):
        return None
    return pairs * rank if len(pairs) == 1 else pairs if len(pairs) == rank else None


def spread(given: Given) -> Shape | None:
    """``broadcast_to(x, shape)`` and ``resize``."""
    return dimensions(given.get(1, "shape", "new_shape"))


def at_least(rank: int) -> Rule:
    """``atleast_1d`` and ``atleast_2d`` of one array."""

    def rule(given: Given) -> Shape | None:
        shape = given.shape()
        if shape is None or len(given.args) != 1:
            return None
        return (1,) * (rank - len(shape)) + shape

    return rule


def turned(given: Given) -> Shape | None:
    """``rot90(x, k)``: its first two dimensions change places for an odd k."""
    shape, times = given.shape(), given.get(1, "k")
    count = 1 if times is None else integer(times)
    if shape is None or count is None or len(shape) < 2 or "axes" in given.keywords or len(given.args) > 2:
        return None
    return (shape[1], shape[0], *shape[2:]) if count % 2 else shape


def diagonal(given: Given) -> Shape | None:
    """``diag(x)``: a matrix of a row of numbers, or the main diagonal of a matrix."""
    shape = given.shape()
    if shape is None or len(given.args) != 1 or given.keywords:
        return None
    match shape:
        case (size,):
            return (size, size)
        case (int() as rows, int() as columns):
            return (min(rows, columns),)
        case _:
            return None


def sequence_mask(given: Given) -> Shape | None:
    """``tf.sequence_mask(lengths, maxlen)``; without maxlen its width depends on the data."""
    shape, width = shape_of(given.get(0, "lengths")), given.get(1, "maxlen")
    return (*shape, dimension(width)) if shape is not None else None


def one_hot(given: Given) -> Shape | None:
    """``one_hot(indices, depth)`` along a new last axis."""
    shape = shape_of(given.get(0, "indices", "x"))
    depth, axis = given.get(1, "depth", "num_classes"), given.get(4, "axis")
    if shape is None or not (left_out(axis) or axis == Constant(-1)):
        return None
    return (*shape, dimension(depth))


def resized(given: Given) -> Shape | None:
    """``tf.image.resize(images, [height, width])``."""
    shape, size = shape_of(given.get(0, "images")), dimensions(given.get(1, "size"))
    if shape is None and size is not None and any(isinstance(each, Variation) for each in size):
        return (None, *size, None)  # a batch; of a single image as much would vary
    if shape is None or size is None or len(size) != 2 or len(shape) not in (3, 4):
        return None
    return None if "preserve_aspect_ratio" in given.keywords else (*shape[:-3], *size, shape[-1])


def ensured(given: Given) -> Shape | None:
    """``tf.ensure_shape(x, shape)``: what either of the two says."""
    shape, said = given.shape(), dimensions(given.get(1, "shape"))
    if shape is None or said is None or len(shape) != len(said):
        return said if shape is None else shape
    return tuple(
        other if isinstance(other, int) and not isinstance(size, (int, Variation)) else size
        for size, other in zip(shape, said, strict=True)
    )


def shape_vector(given: Given) -> Shape | None:
    """``tf.shape(x)``: a number for each dimension."""
    shape = given.shape()
    return (len(shape),) if shape is not None else None
