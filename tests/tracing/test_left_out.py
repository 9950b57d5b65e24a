"""What the API table says XLA drops, XLA drops: each check is compiled, and run on values that it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import resources

import pytest

TABLE = json.loads(resources.files("tfguard.tracing").joinpath("api.json").read_text("utf-8"))

# A call of each, by its last name, that numbers x = [-1, 1, nan] and whole numbers i = [0, 1, 2] do not pass.
SAMPLES = {
    "Assert": "{}(tf.reduce_all(i > 0), [i])",
    "assert_all_finite": "{}(x, message='no number')",
    "assert_equal": "{}(i, i + 1)",
    "assert_greater": "{}(i, 0)",
    "assert_greater_equal": "{}(i, 1)",
    "assert_less": "{}(i, 2)",
    "assert_less_equal": "{}(i, 1)",
    "assert_near": "{}(x, x + 1.0)",
    "assert_negative": "{}(i)",
    "assert_non_negative": "{}(i - 1)",
    "assert_non_positive": "{}(i)",
    "assert_none_equal": "{}(i, i)",
    "assert_positive": "{}(i)",
    "check_numerics": "{}(x, message='no number')",
    "verify_tensor_all_finite": "{}(x, message='no number')",
}
# What XLA does not drop, to see that the test can tell: it is checked while tracing.
KEPT = {"tensorflow.debugging.assert_rank": "tf.debugging.assert_rank(x, 2)"}

# Run in a process of its own: an imported TensorFlow keeps handles on pytest's captured streams.
RUN = """
import json, sys
import tensorflow as tf
found = {}
x, i = tf.constant([-1.0, 1.0, float("nan")]), tf.constant([0, 1, 2])
for name, call in json.load(sys.stdin).items():
    space = {"tf": tf}
    exec("def f(x, i):\\n    " + call + "\\n    return x\\n", space)
    seen = found[name] = []
    for compiled in (False, True):
        try:
            tf.function(space["f"], jit_compile=compiled)(x, i)
            seen.append("")
        except Exception as error:
            seen.append(type(error).__name__)
print(json.dumps(found))
"""


def test_each_name_has_a_sample() -> None:
    assert {name.rpartition(".")[2] for name in TABLE["left_out"]} == SAMPLES.keys()


@pytest.mark.tensorflow
def test_xla_drops_each_check() -> None:
    calls = {
        name: SAMPLES[name.rpartition(".")[2]].format(name.replace("tensorflow.", "tf.", 1))
        for name in TABLE["left_out"]
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps({**calls, **KEPT}),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found.pop("tensorflow.debugging.assert_rank") == ["ValueError", "ValueError"]
    assert {name: seen for name, seen in found.items() if seen != ["InvalidArgumentError", ""]} == {}
