"""Which arguments to try next, from what failed runs said. Pure: knows texts, not TensorFlow."""

from __future__ import annotations

import itertools
import re
from typing import Iterable, Iterator

_TENSOR = re.compile(r"^tf\.(?:constant|ones|zeros|fill|linspace|reshape|cast|range|random\.\w+)\(")
_GRID_SHAPE = re.compile(r"^tf\.ones\(\[([\d, ]*)\](?:, tf\.(\w+))?\)$")


def combinations(widths: list[int], limit: int) -> Iterator[tuple[int, ...]]:
    """Give index tuples, those with small sums first.

    Args:
        widths: how many candidates each hole has.
        limit: how many tuples at most.

    Yields:
        One index for each hole.
    """
    if not widths:
        yield ()
        return
    # A hole far down its list is reached through shared moves; the product alone would explode.
    bounded = [range(min(width, 12)) for width in widths]
    count = 0
    for total in range(sum(len(part) - 1 for part in bounded) + 1):
        for indexes in _with_sum(bounded, total):
            yield indexes
            count += 1
            if count >= limit:
                return


def _with_sum(parts: list[range], total: int) -> Iterator[tuple[int, ...]]:
    if len(parts) == 1:
        if total in parts[0]:
            yield (total,)
        return
    # What comes first among the parameters matters most.
    for index in range(min(total, parts[0][-1]), -1, -1):
        for rest in _with_sum(parts[1:], total - index):
            yield (index, *rest)


def tensor_holes(values: list[str]) -> list[int]:
    """Tell which holes hold a plain tensor at present."""
    return [index for index, value in enumerate(values) if _TENSOR.match(value)]


def shared_moves(values: list[str], grid: list[str], kept: Iterable[int] = ()) -> Iterator[list[str]]:
    """Give the values with all plain tensors replaced by the same tensor, for each of the grid.

    Args:
        values: source texts.
        grid: tensors.
        kept: holes whose values stay.
    """
    holes = [hole for hole in tensor_holes(values) if hole not in kept]
    if len(holes) < 2:
        return
    for entry in grid:
        moved = list(values)
        for hole in holes:
            moved[hole] = entry
        yield moved


def hinted(values: list[str], text: str) -> list[list[str]]:
    """Read an error's text for what the arguments should have been.

    Args:
        values: the arguments' source texts of the failed run.
        text: the error's text.

    Returns:
        New value lists to try first, likeliest first; empty when the text says nothing.
    """
    found: list[list[str]] = []
    for change in _changes(text):
        for hole in tensor_holes(values):
            new = _changed(values[hole], change)
            if new and new != values[hole]:
                found.append([*values[:hole], new, *values[hole + 1 :]])
        every = [_changed(value, change) or value for value in values]
        if every != values:
            found.append(every)
    return list(itertools.islice(_unique(found), 6))


def _unique(lists: list[list[str]]) -> Iterator[list[str]]:
    seen: list[list[str]] = []
    for item in lists:
        if item not in seen:
            seen.append(item)
            yield item


# What is wanted and what there was, in this order.
_PAIRS = (
    r"(?:expect\w*|must \w+|should \w+|require)\D{0,80}?(\d+)\D{1,80}?(?:got|found|but|is|was)\D{0,40}?(\d+)",
    r"but are (?P<found>\d+) and (?P<wanted>\d+)",
    r"input depth of filter \((?P<wanted>\d+)\).*?input depth \((?P<found>\d+)\)",
    r"[Dd]epth of input \((?P<found>\d+)\).*?filter \((?P<wanted>\d+)\)",
    r"(?:Incompatible|incompatible) shapes: \[[\d,]*?(?P<found>\d+)\] vs\. \[[\d,]*?(?P<wanted>\d+)\]",
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"to have value (\d+)", "last"),
    (r"expected axis -1 .*?value (\d+)", "last"),
    (r"min_ndim=(\d+)", "rank"),
    (r"values to unpack \(expected (\d+)", "rank"),
    (r"expected ndim=(\d+)", "rank"),
    (r"Input to reshape is a tensor with \d+ values, but the requested shape has (\d+)", "size"),
    (r"must be (?:a )?(?:rank|at least rank) (\d+)", "rank"),
    (r"but are \d+ and (\d+)", "last"),
    (r"In\[0\]: \[[\d,]*\], In\[1\]: \[(\d+),", "last"),
    (r"In\[0\] and In\[1\] has different ndims: \[[\d,]*\] vs\. \[([\d,]*)\]", "like"),
    (r"expected shape=\(None, ([\d, ]+)\)", "tail"),
    (r"expected to be a (\w+) tensor but is a \w+ tensor", "dtype"),
    (r"expected to be a \w+ tensor but is a (\w+) tensor", "dtype"),
    (r"requested dtype (\w+) for Tensor with dtype \w+", "dtype"),
    (r"'Tseed'|seed must have shape|stateless.*seed", "seed"),
    (r"not in the list of allowed values: (.*)", "allowed"),
    (r"rank (?:of )?(?:at least )?(\d+)", "rank"),
    (r"tuple index out of range|using input dim \d+|not in range \[0, 0\)|is out of range \[-\d", "up"),
)


def _changes(text: str) -> list[tuple[str, str]]:
    found = []
    for pattern, kind in _PATTERNS:
        match = re.search(pattern, text)
        if match and (kind, match[match.lastindex or 0]) not in found:
            found.append((kind, match[match.lastindex or 0]))
    for pattern in _PAIRS:
        match = re.search(pattern, text)
        if match:
            named = match.groupdict()
            wanted, there = (named["wanted"], named["found"]) if named else (match[1], match[2])
            found.append(("size of " + there, wanted))
    return found


_ALLOWED = {"float": "float32", "double": "float64", "half": "float16"}


def _changed(value: str, change: tuple[str, str]) -> str | None:
    match = _GRID_SHAPE.match(value)
    if match is None:
        return None
    shape = [int(part) for part in match[1].split(",") if part.strip()]
    dtype = match[2] or "float32"
    kind, wanted = change
    if kind == "last" and shape:
        shape[-1] = int(wanted)
    elif kind.startswith("size of ") and kind[8:] in map(str, shape):
        shape = [int(wanted) if size == int(kind[8:]) else size for size in shape]
    elif kind == "up" and len(shape) < 5:
        shape = [2, *shape] if shape else [4]
    elif kind == "rank" and 0 <= int(wanted) <= 5:
        shape = ([2] + [4] * (int(wanted) - 1))[: int(wanted)] if int(wanted) else []
    elif kind == "tail":
        shape = [2] + [int(part) for part in wanted.split(",") if part.strip()]
    elif kind == "size":
        shape = [int(wanted)]
    elif kind == "like":
        shape = [int(part) for part in wanted.split(",") if part.strip()]
    elif kind == "seed":
        return "tf.constant([1, 2])"
    elif kind == "dtype":
        dtype = _ALLOWED.get(wanted, wanted)
    elif kind == "allowed":
        names = [_ALLOWED.get(name.strip(), name.strip()) for name in wanted.split(",")]
        usable = [name for name in names if name in ("float32", "int32", "bool", "string", "int64")]
        if dtype in names or not usable:
            return None
        dtype = usable[0]
    else:
        return None
    return tensor(shape, dtype)


def tensor(shape: list[int], dtype: str) -> str:
    """Write a tensor's source text: ones of a shape and dtype."""
    text = "[" + ", ".join(str(size) for size in shape) + "]"
    if dtype == "string":
        return "tf.fill(" + text + ", 'a')"
    return "tf.ones(" + text + ")" if dtype == "float32" else "tf.ones(" + text + ", tf." + dtype + ")"
