"""The arguments of a library function, by name and position."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tfguard.syntax.records import dataclass
from tfguard.tracing.shapes.sizes import integer, integers, shape_of
from tfguard.tracing.values import NONE, Constant, Shape, Value

Keywords = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Given:
    """What a call passes.

    Attributes:
        args: by position.
        keywords: by name.
    """

    args: Sequence[Value]
    keywords: Keywords

    def get(self, at: int | None, *names: str) -> Value | None:
        """The argument with one of these names, or at this position; None when it is left out."""
        for name in names:
            if name in self.keywords:
                return self.keywords[name]
        return self.args[at] if at is not None and at < len(self.args) else None

    def first(self) -> Value | None:
        """The array that the function is about."""
        return self.get(
            0, "x", "a", "m", "input", "input_tensor", "tensor", "value", "object", "arr", "array"
        )

    def shape(self) -> Shape | None:
        """The shape of that array."""
        return shape_of(self.first())

    def flag(self, at: int | None, *names: str) -> bool | None:
        """A switch that is off by default; None when its value is not known."""
        found = self.get(at, *names)
        if found is None:
            return False
        return found.value if isinstance(found, Constant) and isinstance(found.value, bool) else None


Rule = Callable[[Given], Shape | None]


def left_out(value: Value | None) -> bool:
    """Whether an argument is not passed, or passed as None."""
    return value is None or value == NONE


def place(value: Value | None, rank: int) -> int | None:
    """An axis, counted from the front."""
    axis = integer(value)
    return axis % rank if axis is not None and rank and -rank <= axis < rank else None


def places(value: Value | None, rank: int) -> frozenset[int] | None:
    """Axes, counted from the front; all of them when none is passed."""
    if left_out(value):
        return frozenset(range(rank))
    axes = integers(value)
    if axes is None or any(not -rank <= axis < rank for axis in axes):
        return None
    return frozenset(axis % rank for axis in axes)
