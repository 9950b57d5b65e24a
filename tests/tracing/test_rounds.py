"""What one round of a Python loop leaves behind, the next round finds: names, attributes, containers."""

from __future__ import annotations

import pytest

from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project

PROGRAM = """
import tensorflow as tf

LAST = None


class Model:
    def __init__(self):
        self.last = None

    @tf.function
    def step(self, x):
        global LAST
        last = seen = self.last = LAST = None
        for part in (1.0, 2.0, 3.0):
            {body}
        return x
"""


def printed(body: str) -> int:
    """How many calls of print a loop with a body is found to trace."""
    text = PROGRAM.format(body=body.replace("\n", "\n            "))
    return [finding.symbol for finding in analyse("program.py", Project(), text).findings].count("tf-print")


@pytest.mark.parametrize(
    "body",
    [
        "if last is not None:\n    print(part)\nlast = x",
        "if self.last is not None:\n    print(part)\nself.last = 'a name'",
        "if LAST is not None:\n    print(part)\nLAST = 'a name'",
        "if last is not None:\n    for _ in (1, 2):\n        print(part)\nlast = part",
        "while last is not None:\n    print(part)\n    break\nlast = part",
    ],
)
def test_a_later_round_is_walked(body: str) -> None:
    assert printed(body) == 1


@pytest.mark.parametrize(
    "body",
    [
        "last = None\nif last is not None:\n    print(part)\nlast = x",
        "if last is not None:\n    print(part)\nseen = x",
    ],
)
def test_what_no_round_reaches_is_not(body: str) -> None:
    assert printed(body) == 0
