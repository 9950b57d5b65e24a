from __future__ import annotations

import pytest
from cli.making import rule

from tfguard.cli.error_match import rules_behind

SINGLETON = rule(
    "E7101",
    "tf-variable-creation",
    errors=("tf.function only supports singleton tf.Variables created on the first call",),
)
LEAK = rule("E7211", "tf-tensor-leak", errors=("* is out of scope and cannot be used here",))
BRANCH = rule(
    "E7503",
    "tf-branch-undefined",
    errors=("'*' must also be initialized in the * branch", "is None at the end"),
)
NAME = rule("E7901", "tf-unknown-name", errors=("No module named 'tensorflow.*", "module 'keras*' has no *"))
RULES = (SINGLETON, LEAK, BRANCH, NAME)

TRACEBACK = """\
Traceback (most recent call last):
  File "train.py", line 9, in <module>
    step(tf.constant(1.0))
ValueError: in user code:

    File "train.py", line 5, in step  *
        v = tf.Variable(x)

    ValueError: tf.function only supports singleton tf.Variables created on
    the first call. Make sure the tf.Variable is only created once or created outside tf.function.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TRACEBACK, ["E7101"]),
        # A word may go on where a fragment says so.
        ("ModuleNotFoundError: No module named 'tensorflow.contrib.layers'", ["E7901"]),
        ("module 'keras.layers' has no attribute 'Foo'", ["E7901"]),
        ("module 'keras' has no attribute 'Foo'", ["E7901"]),
        ("ModuleNotFoundError: No module named 'torch.nn'", []),
        ("module 'my_keras' has no attribute 'Foo'", []),
        ("tf.function only supports singleton tf.Variables created on the first call", ["E7101"]),
        ("ValueError: tf.function only supports singleton", ["E7101"]),
        ("E       ValueError: tf.function only supports singleton tf.Variables", ["E7101"]),
        ("only supports singleton tf.Variables created", ["E7101"]),
        ("\x1b[1mtf.function only supports\x1b[0m singleton `tf.Variables` created", ["E7101"]),
        (
            "<tf.Tensor 'add:0' shape=()> is out of scope and cannot be used here. Use return values",
            ["E7211"],
        ),
        ("InaccessibleTensorError: tensor is out of scope and cannot be used here", ["E7211"]),
        ("'y' must also be initialized in the else branch", ["E7503"]),
        ('"loss" MUST also be initialized in the main branch', ["E7503"]),
        ("ValueError: 'y' is None at the end of the else branch.", ["E7503"]),
        ("out of scope", []),
        ("the first call", []),
        ("ValueError: something else entirely went wrong on the first call", []),
        ("is not a symbolic tensor", []),
        ("", []),
        ("\x1b[0m * : ' ", []),
    ],
)
def test_pasted_texts(text: str, expected: list[str]) -> None:
    assert [match.rule.id for match in rules_behind(text, RULES)] == expected


def test_the_best_match_comes_first() -> None:
    text = TRACEBACK + "\n'y' must also be initialized in the else branch"
    assert [match.rule.id for match in rules_behind(text, RULES)] == ["E7101", "E7503"]
