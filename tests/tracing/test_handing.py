"""What comes of the functions that TensorFlow is given: their results are tensors of the graph."""

from __future__ import annotations

import pytest

from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project

PROGRAM = """
import tensorflow as tf


@tf.function
def step(x):
    y = {call}
    return f"{{y}}"
"""


@pytest.mark.parametrize(
    "call",
    [
        "tf.cond(tf.reduce_sum(x) > 0.0, lambda: tf.abs(x), lambda: 1.0)",
        "tf.map_fn(lambda row: tf.abs(row), tf.abs(x))",
        "tf.while_loop(lambda n: n < 3, lambda n: n + 1, [tf.constant(0)])[0]",
    ],
)
def test_result_is_a_tensor(call: str) -> None:
    findings = analyse("program.py", Project(), PROGRAM.format(call=call)).findings
    assert [finding.symbol for finding in findings] == ["tf-string-format"]
