"""What Python sees of a static shape while it is traced: ``x.shape``, its parts, and sizes that are None."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeAlias

from tfguard.tracing import static_shapes
from tfguard.tracing.axes import OPEN, Axes
from tfguard.tracing.shapes import Cut
from tfguard.tracing.values import NONE, Constant, Container, Static, StaticShape, Tensor, Unset, Value

Path: TypeAlias = tuple[object, ...]


def as_value(axes: Axes | None, text: str) -> Value:
    """``x.shape``, written as ``text``."""
    return StaticShape(axes, text) if axes is not None else Static()


def dimension(shape: StaticShape, place: int, text: str) -> Value:
    """``x.shape[place]``, written as ``text``."""
    size = shape.axes.size(place)
    if size == OPEN:
        return Unset(None, text, shape.axes.why)
    return Constant(size) if size is not None else Static()


def dimensions(shape: StaticShape) -> tuple[Value, ...] | None:
    """The members of a shape, where their number is known."""
    if shape.axes.rest or not shape.axes.ranked:
        return None
    return tuple(dimension(shape, place, f"{shape.text}[{place}]") for place in range(len(shape.axes.sizes)))


def cut_shape(shape: StaticShape, cut: Cut, text: str) -> Value:
    """``x.shape[1:]``, written as ``text``."""
    bounds: list[int | None] = []
    for bound in (cut.lower, cut.upper, cut.step):
        number = static_shapes.integer(bound) if bound is not None else None
        if bound is not None and bound != NONE and number is None:
            return Static()
        bounds.append(number)
    axes = shape.axes
    if axes.rest or not axes.ranked:
        return Static()
    return StaticShape(axes.with_sizes(axes.sizes[slice(*bounds)]), text)


def forget(env: dict[str, Value], value: Value) -> None:
    """A shape is changed (``x.set_shape(...)``, ``sizes[0] = -1``), under whichever name it goes."""
    for name, held in env.items():
        if held == value:
            env[name] = replace(value, static=None) if isinstance(value, Tensor) else Static()
        elif isinstance(held, Container) and isinstance(value, Tensor):
            without = replace(value, static=None)
            held.element = without if held.element == value else held.element
            if held.items is not None:
                held.items = tuple(without if item == value else item for item in held.items)


def first_open(value: Value, changed: AbstractSet[Path] = frozenset()) -> Unset | StaticShape | None:
    """What of a size, a shape, or a list of sizes is None, because the graph leaves it open.

    Args:
        value: the size, shape or list.
        changed: what the trace has written: of a list that was changed nothing is known.
    """
    match value:
        case Unset():
            return value
        case StaticShape(axes=axes) if axes.any_open:
            return value
        case Container(type="list" | "tuple", items=tuple() as items) if ("container", value) not in changed:
            found = (first_open(item, changed) for item in items)
            return next((each for each in found if each is not None), None)
        case _:
            return None
