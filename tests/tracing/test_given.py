"""What calls pass, whichever way they come to a traced function."""

from __future__ import annotations

import pytest

from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project

PROGRAM = """
import functools
import tensorflow as tf

@tf.function(autograph=False)
def sign(x, scale=1.0):
    if x > 0:
        return scale
    return -scale

def check(function, *given, **named):
    return function(*given, **named)

def checked_graph(function, *given):
    return function.python_function(*given)

class Holder:
    def __init__(self, function):
        self.function = function

    def use(self, value):
        return self.function(value)

x = tf.constant(1.0)
pairs = [[x, 2.0], [x, 3.0]]
"""

WAYS = [
    "sign(x)",
    "sign.python_function(x)",
    "sign.get_concrete_function(tf.TensorSpec([], tf.float32))",
    "check(sign, x)",
    "check(sign, x=x)",
    "check(sign, *[x, 2.0])",
    "checked_graph(sign, x)",
    "Holder(sign).use(x)",
    "alias = sign; alias(x)",
    "functools.partial(sign, scale=2.0)(x)",
    "[step(x) for step in (sign,)]",
    "list(map(sign, [x, x]))",
    "for value in map(tf.constant, (1.0, 2.0)): sign(value)",
    "sign(x); sign(unknown())",
]
OTHER_WAYS = [
    "pass",
    "sign(1.0)",
    "check(sign, 2.0)",
    "check(abs, x)",
    "sign(unknown())",
    "sign.python_function(3.0)",
]


def _finds(way: str) -> bool:
    found = analyse("program.py", Project(), f"{PROGRAM}\n{way}\n").findings
    return any(finding.symbol == "tf-tensor-bool-unconverted" for finding in found)


@pytest.mark.parametrize("way", WAYS)
def test_a_call_passes_a_tensor(way: str) -> None:
    assert _finds(way)


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_no_call_passes_a_tensor(way: str) -> None:
    assert not _finds(way)
