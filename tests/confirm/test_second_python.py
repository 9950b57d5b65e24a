"""Another TensorFlow: verdicts are right for the version that the chosen interpreter has.

``TFGUARD_SECOND_PYTHON`` names the interpreter; ``.ci/run`` makes one with TensorFlow 2.15 and Keras 2. One
bad example and one near miss of each rule are tried with it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest
from confirm.near_misses import NEAR_MISSES, NearMiss
from confirm.test_near_misses import inject
from confirm.unconfirmed import UNCONFIRMED
from rules.example_files import Example, find_examples

from tfguard.confirm.run import Pool, Settings, confirm
from tfguard.rules import registry
from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project

PYTHON = os.environ.get("TFGUARD_SECOND_PYTHON", "")
RULES = {rule.symbol: rule for rule in registry.all_rules()}
NAMES = {rule.check.__module__.rpartition(".")[2]: rule.symbol for rule in RULES.values()}

pytestmark = [
    pytest.mark.tensorflow,
    pytest.mark.skipif(not PYTHON, reason="TFGUARD_SECOND_PYTHON names no interpreter"),
]

# What is no pitfall with Keras 2, or not this one: never confirmed there.
ONLY_KERAS_3 = {
    "tf-keras-call-control-flow": "Keras 2 converts call",
    "tf-optimizer-lr": "lr is an alias of learning_rate in Keras 2",
}
# The first bad example shows something else before the version in which it shows this.
CHOSEN = {
    "tf-jit-silent-difference": "bad_check_numerics",
    "tf-layer-creation": "bad_layer_in_function",
    "tf-print": "bad_constant_text",
    "tf1-removed-api": "bad_math_names",
    "tf1-variables": "bad_get_variable",
}
# Near misses that are written for Keras 3.
NEED_KERAS_3 = frozenset(("keras.ops", "keras.Variable", "keras.random"))


def _samples() -> Iterator[Example]:
    """The first bad example of each rule, all of whose findings are confirmed elsewhere."""
    seen: set[str] = set()
    for example in find_examples():
        symbol = NAMES[example.rule]
        if not example.is_bad or symbol in seen or any(key.startswith(f"{example}:") for key in UNCONFIRMED):
            continue
        if CHOSEN.get(symbol, example.path.stem) == example.path.stem:
            seen.add(symbol)
            yield example


@pytest.fixture(scope="session")
def second() -> Iterator[Pool]:
    """Workers with the other TensorFlow."""
    made = Pool(Settings(python=PYTHON, trusted=True))
    yield made
    made.close()


@pytest.fixture(scope="session")
def keras() -> int:
    """The first number of the version of the other interpreter's tf.keras."""
    code = "import tensorflow, keras; print(keras.__version__)"
    answer = subprocess.run([PYTHON, "-c", code], check=True, capture_output=True, text=True)
    return int(answer.stdout.split(".")[0])


@pytest.mark.parametrize("example", list(_samples()), ids=str)
def test_a_bad_example(example: Example, second: Pool, keras: int) -> None:
    symbol = NAMES[example.rule]
    findings = [one for one in analyse(str(example.path), Project()).findings if one.symbol == symbol]
    verdicts = confirm(findings, Settings(), pool=second)
    outcomes = {verdict.outcome.value for verdict in verdicts}
    if keras == 2 and symbol in ONLY_KERAS_3:
        assert "confirmed" not in outcomes, verdicts
    else:
        assert outcomes == {"confirmed"}, verdicts


FIRST = list({miss.rule: miss for miss in reversed(NEAR_MISSES)}.values())


@pytest.mark.parametrize("miss", FIRST, ids=str)
def test_a_near_miss(miss: NearMiss, second: Pool) -> None:
    verdict = confirm([inject(miss)], Settings(), pool=second)[0]
    assert verdict.outcome.value == "refuted", verdict
