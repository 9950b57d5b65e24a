"""Shape rules meet what no program that runs would pass, and say nothing of it."""

from __future__ import annotations

import random

import pytest

from tfguard.tracing import static_shapes
from tfguard.tracing.axes import OPEN, Axes
from tfguard.tracing.shapes import tables
from tfguard.tracing.values import (
    CALL,
    NONE,
    UNKNOWN,
    Constant,
    Container,
    Scalar,
    Tensor,
    Value,
)

NAMES = sorted(f"{library}.{name}" for library, rules in tables._SHAPES.items() for name in rules)
SIZES: list[tuple[int | None, ...]] = [(), (0,), (3,), (OPEN,), (None, 2), (2, OPEN, 3)]
SHAPES = [None, Axes((1,), rest=True), *map(Axes, SIZES)]
NUMBERS: list[Value] = [*map(Constant, (0, -1, 1, 2, 7, -9, True, 0.5, "x")), Scalar("int"), NONE, UNKNOWN]
WORDS = ("axis", "perm", "shape", "keepdims", "axes")
ROUNDS = 60


def odd(choose: random.Random, depth: int = 1) -> Value:
    """An operand that may or may not fit."""
    kind = choose.randrange(4 if depth else 3)
    if kind == 0:
        return Tensor(static=choose.choice(SHAPES))
    if kind == 1:
        return choose.choice(NUMBERS)
    if kind == 2:
        items = tuple(choose.choice(NUMBERS) for _ in range(choose.randrange(4)))
        return Container(choose.choice(["list", "tuple"]), CALL, items)
    return Container("list", CALL, tuple(odd(choose, depth - 1) for _ in range(choose.randrange(4))))


@pytest.mark.parametrize("name", NAMES)
def test_odd_operands(name: str) -> None:
    choose = random.Random(name)
    for _ in range(ROUNDS):
        args = [odd(choose) for _ in range(choose.randrange(5))]
        words = {
            word: odd(choose)
            for word in ("axis", "perm", "shape", "keepdims", "axes")
            if choose.random() < 0.2
        }
        found = static_shapes.of_call(name, args, words)
        assert found is None or isinstance(found, Axes)
