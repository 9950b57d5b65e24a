"""TensorFlow decides whether a rule's examples are what they say: bad ones misbehave, good ones do not."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from rules.example_files import Example, expected_symbols, find_examples
from rules.judging import complaint
from rules.tensorflow_runs import TIME_LIMIT, Mode, run_in_both_modes

from tfguard.rules.rule import Rule

EXAMPLES = find_examples()
GROUPS = 2  # fork servers: each imports TensorFlow once, in 4 s


def rule_of(example: Example) -> Rule:
    rule = importlib.import_module(example.module).RULE
    assert isinstance(rule, Rule)
    return rule


@pytest.fixture(scope="session")
def rules() -> dict[str, Rule]:
    return {rule.symbol: rule for rule in map(rule_of, EXAMPLES)}


@pytest.mark.tensorflow
@pytest.mark.parametrize(
    "example",
    [
        pytest.param(example, id=str(example), marks=pytest.mark.xdist_group(f"examples-{number % GROUPS}"))
        for number, example in enumerate(EXAMPLES)
    ],
)
def test_example(example: Example, rules: dict[str, Rule]) -> None:
    source = example.path.read_text(encoding="utf-8")
    expected = expected_symbols(source)
    own = rule_of(example)
    others = {symbol for symbols in expected.values() for symbol in symbols} - {own.symbol}
    outcomes = run_in_both_modes(example.path)
    proofs = [rules[symbol].proof for symbol in sorted(others)]
    is_named = own.symbol == "tf-variable-creation"
    assert not complaint(source, example.is_bad, expected, own.proof, proofs, outcomes, is_named=is_named)


@pytest.mark.tensorflow
@pytest.mark.parametrize(
    ("body", "time_limit", "died"),
    [
        pytest.param("import os\ndef run(): os._exit(3)", TIME_LIMIT, "exit code 3", id="exits"),
        pytest.param("import time\ndef run(): time.sleep(600)", 5.0, "no answer within 5 s", id="hangs"),
    ],
)
def test_a_run_that_gives_no_answer_is_reported(
    body: str, time_limit: float, died: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad_program.py"
    path.write_text(body, encoding="utf-8")
    outcomes = run_in_both_modes(path, time_limit)
    assert all(died in outcome.died for outcome in outcomes.values())


@pytest.mark.tensorflow
def test_each_run_starts_from_fresh_state_in_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(
        "import tensorflow as tf\n"
        "seen = []\n"
        "@tf.function\n"
        "def double(x):\n"
        "    seen.append(tf.executing_eagerly())\n"
        "    return x * 2.0\n"
        "def run():\n"
        "    double(tf.constant(1.0)); double(tf.constant(2.0))\n"
        "    open('left_behind', 'x').close()\n"
        "    return seen\n",
        encoding="utf-8",
    )
    for _ in range(2):
        outcomes = run_in_both_modes(path)
        assert outcomes[Mode.EAGER].value == [True, True]
        assert outcomes[Mode.GRAPH].value == [False]
