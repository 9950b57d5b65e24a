"""A worker's answers are checked field by field; without TensorFlow."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfguard.confirm.workers.protocol import Asked, Observation, ProtocolError, asked, observation

CALL: dict[str, Any] = {
    "error": {"type": "ValueError", "classes": ["ValueError"], "text": "x", "innermost": ["a.py", 3, "f"],
              "held": [1]},
    "probes": {"1": {"entered": 1, "traced": 0, "effects": {"output": 1}, "values": ["int:1"],
                     "kinds": ["python int"], "run_values": [], "owners": []}},
    "states": {"1": "int:1"}, "leaks": {}, "result": [["()", "1.0"]], "returned": "float",
    "watched": {"site": 1, "functions": [[3, 0, 1]], "arguments": [[1001, "int:1", "python int"]],
                "signature": ["int:1"], "dtypes": ["float32"]},
}  # fmt: skip
REPORT: dict[str, Any] = {
    "tensorflow": "2.21.0", "error": None, "step": 1000, "calls": [CALL], "plan": 0, "tries": 1,
    "values": ["1"], "arguments": [["x", "1"]], "variation": 0, "stubs_made": {}, "stubs_used": [],
    "rooted": [1], "made": {}, "graph_bytes": 10, "stopped": "enough", "totals": {"0": CALL["probes"]["1"]},
    "making": [[1001, 3, "int:0"]], "reads": [[1001, 3, "int:2"]],
}  # fmt: skip
ASKED = Asked("run-1", frozenset({0, 1, 1001}), ((frozenset({"1"}),),))
ANSWER = {"id": "run-1", "how": "exited 0", "seconds": 0.1, "report": REPORT}


def test_a_good_answer_is_read() -> None:
    found = observation(json.loads(json.dumps(ANSWER)), ASKED)
    assert found.calls[0].sight(1).effects == {"output": 1}
    assert found.calls[0].failure is not None
    assert found.calls[0].failure.innermost == ("a.py", 3)


def test_what_was_asked_is_read_off_the_request() -> None:
    text = "_tfguard_enter(3); f(_tfguard_argument(1004, 5, (x)))\n@_tfguard_keep(6)\ndef f(n=7): pass\n"
    request = {
        "id": "run-9", "probes": {"1": {}}, "files": [{"text": text}, {"text": ""}],
        "plans": [{"holes": [{"candidates": ["1", "2"]}]}, {"holes": []}], "grid": ["tf.ones([])"],
    }  # fmt: skip
    holes = ((frozenset({"1", "2", "tf.ones([])"}),), ())
    assert asked(request) == Asked("run-9", frozenset({0, 1, 3, 1004, 5, 6}), holes)


def test_arguments_that_a_search_has_made_are_no_others() -> None:
    for text in ("tf.ones([2, 3], tf.int32)", "tf.fill([], 'a')", "tf.constant([1, 2])"):
        answer = {**ANSWER, "report": {**REPORT, "values": [text]}}
        assert observation(answer, ASKED).values == (text,)


def test_what_a_driven_run_saw_is_read() -> None:
    found = observation(json.loads(json.dumps(ANSWER)), ASKED)
    watched = found.calls[0].watched
    assert watched is not None
    assert watched.traces == 1
    assert watched.arguments == {1001: ("int:1", "python int")}
    assert found.total(0).entered == 1
    assert [note.value for note in (*found.making, *found.reads)] == ["int:0", "int:2"]


def test_no_report_is_an_observation_of_how_it_ended() -> None:
    found = observation({"id": "run-1", "how": "signal 9", "seconds": 1, "report": None}, ASKED)
    assert found == Observation("signal 9", 1, reported=False)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "run-2"},
        {"how": 3},
        {"how": "well"},
        {"how": "exited 1"},
        {"how": "signal 9"},
        {"seconds": float("nan")},
        {"seconds": True},
        {"report": []},
        {"report": {**REPORT, "calls": {}}},
        {"report": {**REPORT, "calls": [{**CALL, "probes": {"x": {}}}]}},
        {"report": {**REPORT, "calls": [{**CALL, "probes": {"1": 5}}]}},
        {"report": {**REPORT, "rooted": ["1"]}},
        {"report": {**REPORT, "values": [1]}},
        {"report": {**REPORT, "step": 1e300}},
        {"report": {**REPORT, "arguments": [["x"]]}},
        {"report": {**REPORT, "making": [[1, 2]]}},
        {"report": {**REPORT, "rooted": [2]}},
        {"report": {**REPORT, "totals": {"2": CALL["probes"]["1"]}}},
        {"report": {**REPORT, "reads": [[2, 3, "int:2"]]}},
        {"report": {**REPORT, "calls": [{**CALL, "probes": {"7": CALL["probes"]["1"]}}]}},
        {"report": {**REPORT, "calls": [{**CALL, "states": {"7": "x"}}]}},
        {"report": {**REPORT, "calls": [{**CALL, "watched": {**CALL["watched"], "site": 7}}]}},
        {"report": {**REPORT, "calls": [CALL] * 1001}},
        {"report": {**REPORT, "plan": 1}},
        {"report": {**REPORT, "plan": -1}},
        {"report": {**REPORT, "values": []}},
        {"report": {**REPORT, "values": ["__import__('os').system('id')"]}},
        {"report": {**REPORT, "values": ["tf.ones([2])\nprint()"]}},
        {"report": {**REPORT, "made": {"/etc/passwd": "1"}}},
        {"report": {**REPORT, "made": {"../../x": "1"}}},
        {"report": {**REPORT, "totals": {"x": {}}}},
        {"report": {**REPORT, "calls": [{**CALL, "watched": {**CALL["watched"], "functions": [[1, 2]]}}]}},
        {"report": {**REPORT, "calls": [{**CALL, "watched": 5}]}},
    ],
)
def test_a_bad_answer_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        observation({**ANSWER, **change}, ASKED)


def test_texts_cannot_reach_a_terminal_or_break_an_encoder() -> None:
    report = {**REPORT, "arguments": [["x", "\ud800\x1b[31m\x00ok"]]}
    text = observation({**ANSWER, "report": report}, ASKED).arguments[0][1]
    assert text.encode("utf-8")
    assert "\x1b" not in text
    assert text.endswith("ok")


_json = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(REPORT)), _json))
def test_any_report_is_read_or_refused(report: dict[str, Any]) -> None:
    try:
        observation({**ANSWER, "report": {**REPORT, **report}}, ASKED)
    except ProtocolError:
        return
