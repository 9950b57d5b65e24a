"""The judgement over an example's two runs finds each way in which an example can be wrong."""

from __future__ import annotations

import pytest
from rules.judging import complaint
from rules.tensorflow_runs import Mode, Outcome, plain, same

from tfguard.rules.error_texts import KERAS_NEW_STATE, SINGLETON
from tfguard.rules.proof import (
    Contrast,
    GrowsGraph,
    LateBound,
    LeaksTensor,
    Proof,
    Raises,
    RemakesFunction,
    Retraces,
    SharesTrace,
    StaleValue,
    StateDiffers,
    WorksAsStyle,
)

STATE = Proof(Contrast.EAGER_OK, (StateDiffers(),))
LEAK = Proof(Contrast.EAGER_OK, (LeaksTensor(),))
CREATION = Proof(Contrast.EAGER_OK, (Raises(("ValueError",), SINGLETON),))
BOTH = Proof(Contrast.BOTH_FAIL, (Raises(("RuntimeError",), "is not supported"),))
STYLE = Proof(Contrast.NOT_APPLICABLE, (WorksAsStyle(),))
RETRACE = Proof(Contrast.EAGER_OK, (Retraces(), Raises(("TypeError",), "generic TraceType")))
REMAKE = Proof(Contrast.EAGER_OK, (RemakesFunction(),))
SHARE = Proof(Contrast.EAGER_OK, (SharesTrace(),))
STALE = Proof(Contrast.EAGER_OK, (StaleValue(),))
LATE = Proof(Contrast.EAGER_OK, (LateBound(),))
GROW = Proof(Contrast.EAGER_OK, (GrowsGraph(),))

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
UNHASHABLE = Outcome(raised=("TypeError",), text="Could not generate a generic TraceType for {1}", line=9)
HANGS = Outcome(died="no answer within 5 s")


def traces(count: int, results: list[float | str] | None = None) -> Outcome:
    return Outcome(value={"results": [*(results or [1.0, 2.0])], "traces": count})


def graph_bytes(size: int, result: float = 1.0) -> Outcome:
    return Outcome(value={"results": result, "graph_bytes": size})


def wanted(results: list[int], wanted: list[int]) -> Outcome:
    return Outcome(value={"results": [*results], "wanted": [*wanted]})


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
        pytest.param(True, RETRACE, traces(0), traces(3), "", id="retraces"),
        pytest.param(True, RETRACE, traces(0), traces(2), "traces: 2", id="retraces-too-little"),
        pytest.param(True, RETRACE, traces(0), traces(4, [5.0]), "the graph {", id="retraces-and-differs"),
        pytest.param(True, RETRACE, ONE, TWO, "not a dict", id="retraces-without-count"),
        pytest.param(True, RETRACE, traces(0), UNHASHABLE, "", id="refused"),
        pytest.param(True, RETRACE, UNHASHABLE, UNHASHABLE, "the eager run", id="refused-in-both"),
        pytest.param(True, RETRACE, traces(0), NO_NUMPY, "no expected rule says", id="refused-otherwise"),
        pytest.param(False, RETRACE, traces(0), traces(1), "", id="good-traced-once"),
        pytest.param(False, RETRACE, traces(0), traces(2), "", id="good-traced-twice"),
        pytest.param(False, RETRACE, traces(0), traces(3), "traces: 3", id="good-retraces"),
        pytest.param(False, RETRACE, traces(0), traces(0), "traces: 0", id="good-of-wrong-count"),
        pytest.param(
            False, RETRACE, traces(0), traces(1, [5.0]), "the graph {", id="good-traced-once-differs"
        ),
        pytest.param(False, RETRACE, ONE, ONE, "not a dict", id="good-without-count"),
        pytest.param(False, RETRACE, traces(0), UNHASHABLE, "graph run raised", id="good-refused"),
        pytest.param(True, REMAKE, traces(0), traces(3), "", id="remakes"),
        pytest.param(True, REMAKE, traces(0), traces(1), "traces: 1", id="remakes-nothing"),
        pytest.param(False, REMAKE, traces(0), traces(4), "traces: 4", id="good-remakes"),
        pytest.param(True, SHARE, traces(0, ["int32", "float32"]), traces(1, ["int32"]), "", id="shares"),
        pytest.param(True, SHARE, traces(0), traces(1), "both runs returned", id="shares-only-count-differs"),
        pytest.param(False, SHARE, traces(0), traces(5), "", id="good-shares-not"),
        pytest.param(False, SHARE, traces(0), traces(1, [5.0]), "the graph {", id="good-shares"),
        pytest.param(True, STALE, ONE, TWO, "", id="stale"),
        pytest.param(True, STALE, ONE, ONE, "both runs returned 1", id="stale-same"),
        pytest.param(False, STALE, ONE, TWO, "the graph 2", id="good-stale"),
        pytest.param(True, LATE, wanted([2, 2], [1, 2]), wanted([2, 2], [1, 2]), "", id="late"),
        pytest.param(True, LATE, wanted([1, 2], [1, 2]), wanted([2, 2], [1, 2]), "", id="late-as-graph"),
        pytest.param(
            True, LATE, wanted([2, 2], [1, 2]), wanted([1, 2], [1, 2]), "what is wanted", id="late-eagerly"
        ),
        pytest.param(True, LATE, ONE, TWO, "not a dict", id="late-without-wanted"),
        pytest.param(False, LATE, wanted([1, 2], [1, 2]), wanted([1, 2], [1, 2]), "", id="good-early"),
        pytest.param(
            False, LATE, wanted([2, 2], [1, 2]), wanted([2, 2], [1, 2]), "wanted is [1, 2]", id="good-late"
        ),
        pytest.param(
            False,
            LATE,
            wanted([2, 2], [1, 2]),
            wanted([1, 2], [1, 2]),
            "the eager run",
            id="good-differs-late",
        ),
        pytest.param(True, GROW, graph_bytes(0), graph_bytes(524288), "", id="grows"),
        pytest.param(
            True, GROW, graph_bytes(0), graph_bytes(524287), "graph_bytes: 524287", id="grows-little"
        ),
        pytest.param(
            True, GROW, graph_bytes(0), graph_bytes(600000, 2.0), "the graph {", id="grows-and-differs"
        ),
        pytest.param(False, GROW, graph_bytes(0), graph_bytes(400), "", id="good-small"),
        pytest.param(
            False, GROW, graph_bytes(0), graph_bytes(524288), "graph_bytes: 524288", id="good-grows"
        ),
        pytest.param(False, GROW, graph_bytes(0), graph_bytes(0), "graph_bytes: 0", id="good-not-measured"),
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
