"""Where branches meet, a name is what any of them left; what they left alike is known for certain."""

from __future__ import annotations

import pytest

from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project

PROGRAM = """
import tensorflow as tf


class Model:
    def __init__(self):
        self.last = None

    @tf.function
    def step(self, x, mode: str):
        {body}
        return x
"""


def printed(body: str) -> int:
    """How many calls of print a function with a body is found to trace."""
    text = PROGRAM.format(body=body.replace("\n", "\n        "))
    return [finding.symbol for finding in analyse("program.py", Project(), text).findings].count("tf-print")


@pytest.mark.parametrize(
    "body",
    [
        "y = None\nif mode == 'a':\n    y = x\nif y is not None:\n    print(mode)",
        "y = x\nif mode == 'a':\n    y = None\nif y is None:\n    print(mode)",
        "if mode == 'a':\n    y = None\nelse:\n    y = x\nif y is not None:\n    print(mode)",
        "if mode == 'a':\n    y = x\nelse:\n    y = None\nif y is not None:\n    print(mode)",
        "if mode == 'a':\n    y = 1\nelif mode:\n    y = 1\nelse:\n    y = 2\nif y == 2:\n    print(mode)",
        "self.last = 'a'\nif mode == 'a':\n    self.last = None\nif self.last is not None:\n    print(mode)",
        "if mode == 'a':\n    self.last = 'a name'\nif self.last is not None:\n    print(mode)",
        "if mode == 'a':\n    self.last = 'a name'\nif self.last is None:\n    print(mode)",
        "if mode == 'a':\n    pass\nelse:\n    self.last = 'a name'\nif self.last is None:\n    print(mode)",
        "try:\n    y = None\n    y = x.name\nexcept ValueError:\n    pass\nif y is None:\n    print(mode)",
    ],
)
def test_any_branch_may_have_run(body: str) -> None:
    assert printed(body) == 1


@pytest.mark.parametrize(
    "body",
    [
        "if mode == 'a':\n    y = None\nelse:\n    y = None\nif y is not None:\n    print(mode)",
        "y = None\nif mode == 'a':\n    z = x\nif y is not None:\n    print(mode)",
    ],
)
def test_what_no_branch_left_is_not(body: str) -> None:
    assert printed(body) == 0
