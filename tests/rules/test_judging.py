"""The judgement over an example's two runs finds each way in which an example can be wrong."""

from __future__ import annotations

import pytest
from rules.judging import complaint
from rules.tensorflow_runs import Mode, Outcome, plain, same

from tfguard.rules.error_texts import KERAS_NEW_STATE, SINGLETON
from tfguard.rules.proof import Contrast, LeaksTensor, Proof, Raises, StateDiffers, WorksAsStyle

STATE = Proof(Contrast.EAGER_OK, (StateDiffers(),))
LEAK = Proof(Contrast.EAGER_OK, (LeaksTensor(),))
CREATION = Proof(Contrast.EAGER_OK, (Raises(("ValueError",), SINGLETON),))
BOTH = Proof(Contrast.BOTH_FAIL, (Raises(("RuntimeError",), "is not supported"),))
STYLE = Proof(Contrast.NOT_APPLICABLE, (WorksAsStyle(),))

ONE, TWO = Outcome(value=1), Outcome(value=2)
SINGLETON_ERROR = Outcome(
    raised=("ValueError", "Exception"),
    text="in user code: tf.function only supports singleton tf.Variables created on the first call.",
    line=7,
)
NO_NUMPY = Outcome(
    raised=("AttributeError",), text="'SymbolicTensor' object has no attribute 'numpy'", line=9
)
NOT_SUPPORTED = Outcome(raised=("RuntimeError",), text="`variable += value` is not supported", line=7)
HANGS = Outcome(died="no answer within 5 s")


@pytest.mark.parametrize(
    ("is_bad", "proof", "eager", "graph", "says"),
    [
        pytest.param(False, STATE, ONE, ONE, "", id="good-same"),
        pytest.param(False, STATE, ONE, TWO, "the graph 2", id="good-differs"),
        pytest.param(False, STATE, ONE, SINGLETON_ERROR, "graph run raised", id="good-raises"),
        pytest.param(False, STATE, NOT_SUPPORTED, ONE, "eager run raised", id="good-raises-eagerly"),
        pytest.param(False, STATE, HANGS, ONE, "no answer", id="good-hangs"),
        pytest.param(True, STATE, ONE, TWO, "", id="bad-differs"),
        pytest.param(True, STATE, ONE, ONE, "both runs returned 1", id="bad-same"),
        pytest.param(True, STATE, ONE, NO_NUMPY, "no expected rule says", id="bad-raises-something-else"),
        pytest.param(True, STATE, NO_NUMPY, ONE, "the eager run raised", id="bad-fails-eagerly"),
        pytest.param(True, LEAK, ONE, NO_NUMPY, "", id="bad-leaks"),
        pytest.param(True, CREATION, ONE, SINGLETON_ERROR, "", id="bad-raises"),
        pytest.param(
            True, CREATION, SINGLETON_ERROR, SINGLETON_ERROR, "the eager run", id="bad-raises-in-both"
        ),
        pytest.param(True, BOTH, NOT_SUPPORTED, NOT_SUPPORTED, "", id="both-fail"),
        pytest.param(True, BOTH, ONE, NOT_SUPPORTED, "raised nothing", id="both-fail-only-graph"),
        pytest.param(True, BOTH, NO_NUMPY, NOT_SUPPORTED, "eager run raised", id="both-fail-otherwise"),
        pytest.param(True, STYLE, ONE, ONE, "", id="style-same"),
        pytest.param(True, STYLE, ONE, TWO, "the graph 2", id="style-differs"),
    ],
)
def test_complaint(is_bad: bool, proof: Proof, eager: Outcome, graph: Outcome, says: str) -> None:
    found = complaint("", is_bad, [7], proof, [], {Mode.EAGER: eager, Mode.GRAPH: graph})
    assert says in found if says else found == ""


def test_complaint_compares_lines() -> None:
    runs = {Mode.EAGER: ONE, Mode.GRAPH: SINGLETON_ERROR}
    assert "line 7" in complaint("", True, [8], CREATION, [], runs)
    assert complaint("", True, [8], CREATION, [], runs, is_named=False) == ""
    both = {Mode.EAGER: NOT_SUPPORTED, Mode.GRAPH: NOT_SUPPORTED}
    assert "line 7" in complaint("", True, [8], BOTH, [], both)


def test_complaint_accepts_errors_of_other_expected_rules() -> None:
    assert complaint("", True, [7], STATE, [LEAK], {Mode.EAGER: ONE, Mode.GRAPH: NO_NUMPY}) == ""


def test_complaint_knows_what_fails_in_every_mode() -> None:
    runs = {Mode.EAGER: SINGLETON_ERROR, Mode.GRAPH: SINGLETON_ERROR}
    assert complaint("tf.data.Dataset.range(3)", True, [7], CREATION, [], runs) == ""
    layer = Proof(Contrast.EAGER_OK, (Raises(("ValueError",), KERAS_NEW_STATE),))
    closed = Outcome(raised=("ValueError",), text="You cannot add new elements of state to a layer", line=7)
    assert complaint("", True, [7], layer, [], {Mode.EAGER: closed, Mode.GRAPH: closed}) == ""
    assert "eager run raised" in complaint("", True, [7], layer, [], {Mode.EAGER: closed, Mode.GRAPH: ONE})


def test_same_compares_numbers_by_value_and_kinds_by_type() -> None:
    assert same([1.0, {"a": 0.1 + 0.2}], [1.0000001, {"a": 0.3}])
    assert same(float("nan"), float("nan"))
    assert not same([1.0], [1.1])
    assert not same([1.0], [1.0, 1.0])
    assert not same(True, 1)
    assert not same({"a": 1}, {"b": 1})


def test_plain_refuses_what_cannot_be_compared() -> None:
    assert plain(({"b", "a"}, (1, None), {1: "x"})) == [["a", "b"], [1, None], {"1": "x"}]
    with pytest.raises(TypeError, match="returned a object"):
        plain([object()])
