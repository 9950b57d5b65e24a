"""The static shape of a tensor of the graph that is being built, as far as the text of a program says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from tfguard.syntax.records import dataclass

# The graph leaves the axis open: its size is None in ``x.shape``.
OPEN: Final = -1
# A size, OPEN, or None where nothing is known.
Size = int | None


@dataclass(frozen=True, slots=True)
class Axes:
    """What is known of a static shape.

    Attributes:
        sizes: those of the first axes.
        rest: there may be more axes.
        ranked: False where the graph does not even know how many there are.
        why: what leaves axes open, a phrase for people.
    """

    sizes: tuple[Size, ...] = ()
    rest: bool = False
    ranked: bool = True
    why: str = ""

    @property
    def any_open(self) -> bool:
        """Whether some axis certainly is open."""
        return OPEN in self.sizes or not self.ranked

    @property
    def text(self) -> str:
        """The shape, as TensorFlow writes it: ``(3, None)``; ``?`` for what is not known here."""
        if not self.ranked:
            return "<unknown>"
        shown = {None: "?", OPEN: "None"}
        sizes = [shown.get(size, str(size)) for size in self.sizes] + ["..."] * self.rest
        return f"({', '.join(sizes)}{',' * (len(sizes) == 1)})"

    def size(self, place: int) -> Size:
        """The size of an axis, from the front or, negative, from the back."""
        if not self.ranked:
            return OPEN
        if place < 0 and self.rest:
            return None
        return self.sizes[place] if -len(self.sizes) <= place < len(self.sizes) else None

    def place(self, axis: int) -> int | None:
        """An axis counted from the front; None where it may be another one, or is none."""
        if axis >= 0:
            return axis if axis < len(self.sizes) or self.rest else None
        at = axis + len(self.sizes)
        return at if not self.rest and at >= 0 else None

    def with_sizes(self, sizes: Iterable[Size]) -> Axes:
        """The same with other axes in front of the rest."""
        return replace(self, sizes=tuple(sizes))


def broadcast(left: Axes, right: Axes) -> Axes | None:
    """The shape of two tensors' sum: an open axis beside a number above one has that number.

    Experiment: ``x + tf.ones([4, 3])`` has shape ``[4, 3]`` for an ``x`` of shape ``[None, 3]`` (2.21).
    """
    if not (left.ranked and right.ranked):
        return right if left.ranked else left
    if left.rest or right.rest:
        return _first_of(left, right)
    short, long = sorted((left, right), key=lambda axes: len(axes.sizes))
    padded = (1,) * (len(long.sizes) - len(short.sizes)) + short.sizes
    sizes = [_stretched(one, other) for one, other in zip(padded, long.sizes, strict=True)]
    return Axes(tuple(sizes), why=long.why or short.why)


def _first_of(left: Axes, right: Axes) -> Axes | None:
    """The first axes of two tensors' sum, where one or both may have more than are known."""
    whole = next((axes for axes in (left, right) if not axes.rest), None)
    more = right if whole is left else left
    if whole is not None:
        # A row of weights is added to the last axis; to a batch of single numbers only one of its own size.
        least = int(len(whole.sizes) < 2 and more.any_open)
        kept = more.sizes[: max(least, len(more.sizes) - len(whole.sizes))]
        return more.with_sizes(kept) if kept else None
    # Of whichever has more axes the first is kept, and beside the other's it is open as that one is.
    opened = left.sizes[:1] == right.sizes[:1] == (OPEN,)
    rank = max(len(left.sizes), len(right.sizes))
    return Axes((OPEN, *[None] * (rank - 1)), rest=True, why=left.why) if opened else None


def either(found: Iterable[Axes | None]) -> Axes | None:
    """What is known of a shape that is one of several: their first axes, as far as they agree."""
    several = list(dict.fromkeys(found))
    known = [axes for axes in several if axes is not None and axes.ranked]
    if len(several) == 1 or len(known) < len(several):
        return several[0] if len(several) == 1 else None
    columns = zip(*(axes.sizes for axes in known), strict=False)
    sizes = [column[0] if len(set(column)) == 1 else None for column in columns]
    rest = any(axes.rest for axes in known) or len({len(axes.sizes) for axes in known}) > 1
    why = next((axes.why for axes in known if axes.why), "")
    return Axes(tuple(sizes), rest, why=why) if OPEN in sizes else None


def _stretched(one: Size, other: Size) -> Size:
    if one in (1, other):
        return other
    if other == 1:
        return one
    if one is None or other is None:
        return None
    return max(one, other)  # a number beside an open axis; two other numbers would not fit


def of_branches(one: Axes | None, other: Axes | None) -> Axes | None:
    """The shape of what both branches of a graph give: it leaves open what is not the same in both.

    ``most_specific_compatible_shape`` in TensorFlow's ``cond_v2.py``.

    Args:
        one: the shape that the first branch gives.
        other: that of the other one.
    """
    if one is None or other is None or one == other:
        return one if one == other else None
    why = one.why or other.why or WHERE_BRANCHES_DIFFER
    if one.rest or other.rest:
        return None
    if not (one.ranked and other.ranked) or len(one.sizes) != len(other.sizes):
        return Axes(ranked=False, why=why)
    pairs = zip(one.sizes, other.sizes, strict=True)
    return Axes(tuple(a if a == b else None if None in (a, b) else OPEN for a, b in pairs), why=why)


WHERE_BRANCHES_DIFFER = "the branches of a tensor's condition give different shapes"


def without(axes: Axes, places: Iterable[int], *, keep: bool = False) -> Axes | None:
    """A shape after some axes are reduced.

    Args:
        axes: the shape.
        places: the axes, negative ones counted from the back.
        keep: they stay, with size 1.
    """
    if axes.rest and axes.ranked:
        # Before the first axis that is reduced, counted from either end, all stay.
        ends = [place if place >= 0 else len(axes.sizes) + place for place in places]
        kept = axes.sizes[: max(0, min(ends, default=0))]
        return axes.with_sizes(kept) if kept else None
    found = [axes.place(place) for place in places]
    dropped = {place for place in found if place is not None}
    if len(dropped) < len(found) or not axes.ranked or any(place >= len(axes.sizes) for place in dropped):
        return None
    if keep:
        return axes.with_sizes(1 if at in dropped else size for at, size in enumerate(axes.sizes))
    return axes.with_sizes(size for at, size in enumerate(axes.sizes) if at not in dropped)
