"""Values that are another one each time: of several values one after the other, what varies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tfguard.tracing import elements
from tfguard.tracing.values import (
    UNKNOWN,
    Array,
    Constant,
    Container,
    Dimension,
    Scalar,
    Shape,
    Tensor,
    Union,
    Value,
    Variation,
    join,
)

FEW_TEXTS = 4  # texts that a program writes out are names of modes


def marked(value: Value, why: Variation) -> Value:
    """A value of which another one comes each time."""
    match value:
        case Union(found):
            return join(*(marked(member, why) for member in found))
        case Scalar(type="bool"):
            return value
        case Scalar(varies=None) | Tensor(varies=None) | Array(varies=None):
            return replace(value, varies=why)
        case Container(type="list" | "tuple", items=None, keys=None):
            return replace(value, element=marked(value.element, why))
        case Container(type="tuple", items=tuple() as items):
            return Container(
                "tuple", value.origin, tuple(marked(item, why) for item in items), node=value.node
            )
        case _:
            return value


def varied(values: Sequence[Value], why: Variation) -> Value:
    """One value after the other: what is the same in all of them stays, the rest varies."""
    if len(values) == 1:
        return values[0]
    placed = [v for v in values if isinstance(v, (Scalar, Array, Tensor)) and v.varies and v.varies.placed]
    if placed and all(isinstance(value, Scalar | Constant) for value in values):
        return placed[0]
    if all(isinstance(value, Constant) for value in values):
        return _varied_constants([value for value in values if isinstance(value, Constant)], why)
    if all(isinstance(value, Tensor) for value in values) or all(
        isinstance(value, Array) for value in values
    ):
        return _varied_arrays(values, why)
    containers = [value for value in values if isinstance(value, Container)]
    if len(containers) == len(values) and len({c.type for c in containers}) == 1:
        return _varied_containers(containers, why)
    return marked(join(*values), why)


def _varied_constants(values: Sequence[Constant], why: Variation) -> Value:
    distinct = list(dict.fromkeys(values))
    if len(distinct) == 1:
        return distinct[0]
    types = {type(value.value) for value in distinct}
    if types == {bool}:
        return Scalar("bool")
    if not types <= {int, float, str, bytes, bool}:
        return join(*distinct)
    name = types.pop().__name__ if len(types) == 1 else "number"
    # Equal numbers of different types share a trace (pitfalls of literals), so they count once.
    count = len({value.value for value in distinct})
    if name in ("str", "bytes") and count <= FEW_TEXTS:
        return Scalar(name)
    seen = ", ".join(repr(value.value) for value in distinct[:4]) + (", ..." if len(distinct) > 4 else "")
    return Scalar(name, varies=replace(why, limit=count, seen=seen))


def _varied_arrays(values: Sequence[Value], why: Variation) -> Value:
    found = [value for value in values if isinstance(value, (Tensor, Array))]
    first = found[0]
    return replace(first, shape=_varied_shape([value.shape for value in found], why), varies=why)


def _varied_shape(shapes: Sequence[Shape | None], why: Variation) -> Shape | None:
    known = [shape for shape in shapes if shape is not None]
    if len(known) != len(shapes):
        return None
    if len({len(shape) for shape in known}) != 1:
        distinct = list(dict.fromkeys(known))
        seen = ", ".join(str(list(shape)) for shape in distinct[:4])
        return (replace(why, limit=len(distinct), seen=seen),)
    return tuple(_varied_dimension([shape[at] for shape in known], why) for at in range(len(known[0])))


def _varied_dimension(sizes: Sequence[Dimension], why: Variation) -> Dimension:
    varying = next((size for size in sizes if isinstance(size, Variation)), None)
    if varying is not None:
        return varying
    if None in sizes:
        return None
    distinct = list(dict.fromkeys(size for size in sizes if isinstance(size, int)))
    if len(distinct) == 1:
        return distinct[0]
    return replace(why, limit=len(distinct), seen=", ".join(map(str, distinct[:4])))


def _varied_containers(values: Sequence[Container], why: Variation) -> Value:
    first = values[0]
    keys = [value.keys for value in values if value.keys]
    if len(keys) == len(values) and len({frozenset(each) for each in keys}) == 1:
        columns_by_key = {key: varied([each[key] for each in keys], why) for key in keys[0]}
        return Container(first.type, first.origin, element=first.element, keys=columns_by_key)
    repeated = list(dict.fromkeys(map(_length, values)))
    known = all(isinstance(length, int) for length in repeated)
    if known and any(value.items is None for value in values):  # `[x] * 2`, `[x] * 3`
        size: Dimension = repeated[0]
        if len(repeated) > 1:
            size = replace(why, limit=len(repeated), seen=_lengths(repeated))
        element = varied([elements.element(value) for value in values], why)
        return Container(first.type, first.origin, element=element, length=size)
    lengths = {len(value.items) if value.items is not None else None for value in values}
    if None in lengths or any(value.element != UNKNOWN for value in values):
        return Container(first.type, first.origin, element=join(*map(elements.element, values)))
    if len(lengths) > 1:
        inside = [item for value in values for item in value.items or ()]
        size = replace(why, limit=len(lengths), seen=_lengths(list(lengths)))
        element = varied(inside, why) if inside else UNKNOWN
        return Container(first.type, first.origin, element=element, length=size)
    columns = zip(*(value.items or () for value in values), strict=True)
    return Container(first.type, first.origin, tuple(varied(column, why) for column in columns))


def _lengths(lengths: Sequence[object]) -> str:
    return ", ".join(f"{length} elements" for length in lengths[:3])


def _length(value: Container) -> Dimension:
    """How long a list is; one with items of its own and an element besides may have grown."""
    if value.items is not None:
        return len(value.items) if value.element == UNKNOWN else None
    return value.length
