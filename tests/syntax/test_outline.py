"""What a text's definitions mention, told without parsing."""

from __future__ import annotations

import pytest

from tfguard.syntax.outline import Outline

TEXT = '''"""speaks of step in words"""
from model import step  # step

RATE = 0.1
MAKERS = {"step": 1}


def train(data):
    for x in data:
        other(
            step(x))


class Loop(
    Base,
):
    size: int = run(RATE)

    def __init__(self, step):
        self.fast = wrap(RATE)

    @wrap
    def go(self):
        def inner():
            return self.fast
        return model.step(inner)


if TF2:
    @RATE.decorated
    def late(): ...
else:
    class Early: ...
'''


@pytest.mark.parametrize(
    ("name", "users"),
    [
        ("step", {"train", "go", "Loop"}),
        ("model.step", {"go", "Loop"}),
        ("RATE", {"size", "Loop", "fast", "__init__", "late"}),
        ("wrap", {"fast", "__init__", "Loop", "go"}),
        ("Base", {"Loop"}),
        ("data", {"train"}),
        ("nothing", set()),
    ],
)
def test_users(name: str, users: set[str]) -> None:
    assert Outline(TEXT).users(name) == users


def test_top_level() -> None:
    assert Outline(TEXT).top_level == {"RATE", "MAKERS", "train", "Loop", "late", "Early"}


def test_any_text() -> None:
    assert Outline("\n\f @x\n'''").users("x") == set()
