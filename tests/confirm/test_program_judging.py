"""What one run of a program shows, and what it does not: verdicts on reports made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from confirm.made_findings import make_drive, make_finding, place_of_text
from confirm.made_proofs import PROOFS

from tfguard.confirm.program_runs.judging.judge import judge
from tfguard.confirm.program_runs.planning import Item, plan
from tfguard.confirm.program_runs.reports import (
    Cause,
    Event,
    Failure,
    Function,
    Process,
    Record,
    Reports,
    merged,
)
from tfguard.confirm.verdict import Outcome, Reason, Verdict
from tfguard.rules.finding import Finding
from tfguard.syntax.project import Project
from tfguard.tracing.traced import Confidence

PROGRAM = """\
import tensorflow as tf

seen = []


@tf.function
def step(x, rate, size):
    print("now")
    if rate:
        seen.append(1)
    return x


def fit(xs):
    for number in range(9):
        step(xs[number], number, xs[number])
    for _ in range(9):
        one = tf.function(lambda a: a)
        one(xs)
"""
RECORD = Record(
    object=1, tracing=1, quiet=9, all_calls=10, calls=1, passes=1, effects={"output": 1}, values=(),
    kinds=frozenset(), classes=frozenset(), uses=frozenset(), leak="", lasting=True, running=0, acted=0,
    rounds=1, grown=0,
)  # fmt: skip

Make = Callable[..., Finding]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "program.py"
    made.write_text(PROGRAM, encoding="utf-8")
    return made


def _judged(finding: Finding, *processes: Callable[[Item], Process], started: int = 1) -> Verdict:
    planned = plan([finding], PROOFS, Project())
    item = planned.items[0]
    reports = Reports(started, 0, tuple(process(item) for process in processes))
    return judge(item, reports, planned.files, "python program.py")


def _recorded(*records: Record) -> Callable[[Item], Process]:
    return lambda item: Process("2.21.0", records={item.probe: records})


@pytest.fixture
def printed(path: Path) -> Finding:
    return make_finding(path, "W7201", 'print("now")', "step")


@pytest.fixture
def appended(path: Path) -> Finding:
    return replace(
        make_finding(path, "W7203", "seen.append(1)", "step", target="seen"), confidence=Confidence.INFERENCE
    )


def test_an_effect_while_tracing_and_not_after_it(printed: Finding) -> None:
    verdict = _judged(printed, _recorded(RECORD))
    assert verdict.outcome is Outcome.CONFIRMED
    assert verdict.evidence == (
        "10 calls: printed once, while tracing; the 9 calls that traced nothing never came to the line"
    )
    assert dict(verdict.details) == {"program": "python program.py", "tensorflow": "2.21.0"}


def test_a_trace_for_each_call_is_told_as_such(printed: Finding) -> None:
    verdict = _judged(printed, _recorded(replace(RECORD, tracing=4, calls=4, quiet=0)))
    assert verdict.reason == "too few calls ran: each of 4 traced anew"
    verdict = _judged(printed, _recorded(replace(RECORD, tracing=1, quiet=0)))
    assert verdict.reason == "too few calls ran: 0 traced nothing"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quiet": 2}, Reason.FEW_CALLS),
        ({"effects": {}}, Reason.NOT_OBSERVABLE),
        ({"effects": {"file": 1}}, Reason.NOT_OBSERVABLE),
        ({"object": 0}, Reason.NOT_OBSERVABLE),
        ({"running": 1}, Reason.NOT_OBSERVABLE),
        ({"tracing": 2}, Reason.ONE_RUN),
    ],
)
def test_an_effect_that_says_less(printed: Finding, change: dict[str, Any], why: Reason) -> None:
    assert _judged(printed, _recorded(replace(RECORD, **change))).why is why


def test_a_place_that_later_calls_come_to_is_refuted(printed: Finding) -> None:
    verdict = _judged(printed, _recorded(replace(RECORD, running=9, acted=9)))
    assert verdict.outcome is Outcome.REFUTED


def test_a_condition_of_python_may_hold_once_only(appended: Finding) -> None:
    changed = replace(RECORD, effects={"state": 1, "grows": 1})
    assert _judged(appended, _recorded(changed)).why is Reason.ONE_RUN
    three = replace(changed, calls=3, tracing=3, passes=3, effects={"state": 3, "grows": 3})
    assert _judged(appended, _recorded(three)).outcome is Outcome.CONFIRMED
    sure = replace(appended, confidence=Confidence.HIGH)
    assert _judged(sure, _recorded(changed)).outcome is Outcome.CONFIRMED


def test_a_change_has_to_be_one_that_happens_again_and_lasts(appended: Finding) -> None:
    sure = replace(appended, confidence=Confidence.HIGH)
    changed = replace(RECORD, effects={"state": 1})
    assert _judged(sure, _recorded(changed)).why is Reason.ONE_RUN
    assert _judged(sure, _recorded(replace(changed, passes=2))).why is Reason.ONE_RUN
    again = replace(changed, passes=2, effects={"state": 2})
    assert _judged(sure, _recorded(again)).outcome is Outcome.CONFIRMED
    assert _judged(sure, _recorded(replace(again, lasting=False))).why is Reason.NOT_OBSERVABLE


def test_processes_that_never_came_there_say_nothing(printed: Finding) -> None:
    nothing = lambda _: Process("2.21.0")  # noqa: E731
    assert _judged(printed, nothing, _recorded(RECORD)).outcome is Outcome.CONFIRMED
    assert _judged(printed, nothing).why is Reason.NOT_REACHED
    eager = lambda item: Process("2.21.0", eager={item.probe: 5})  # noqa: E731
    assert _judged(printed, eager, nothing).why is Reason.NOT_TRACED
    control = lambda item: Process("2.21.0", eager={item.control: 5})  # noqa: E731
    assert _judged(printed, control).reason == "the flagged line was not reached: step was"


def test_without_reports_the_reason_says_how_far_it_went(printed: Finding) -> None:
    assert "PYTHONPATH" in _judged(printed, started=0).reason
    assert "no process came" in _judged(printed, started=2).reason


# Errors


def _failed(
    path: Path, line: int, text: str, kind: str = "AttributeError", *, traced: bool = True
) -> Failure:
    return Failure(kind, (kind, "Exception"), text, (str(path.resolve()), line), traced)


NO_NUMPY = "'SymbolicTensor' object has no attribute 'numpy'"


@pytest.mark.parametrize(
    ("line", "text", "outcome"),
    [
        (8, NO_NUMPY, Outcome.CONFIRMED),
        (9, NO_NUMPY, Outcome.INCONCLUSIVE),
        (8, "'Other' object has no attribute 'numpy'", Outcome.INCONCLUSIVE),
        (8, "'SymbolicTensor' object has no attribute 'shape_'", Outcome.INCONCLUSIVE),
    ],
    ids=["it", "another line", "not of tracing", "another text"],
)
def test_an_error_counts_at_the_place_and_when_only_tracing_says_it(
    path: Path, line: int, text: str, outcome: Outcome
) -> None:
    finding = make_finding(path, "E7601", 'print("now")', "step")
    verdict = _judged(finding, lambda _: Process(failures=(_failed(path, line, text),)))
    assert verdict.outcome is outcome


def test_an_error_that_both_modes_raise_needs_no_tracing(path: Path) -> None:
    finding = make_finding(path, "E7105", 'print("now")', "step")
    text = "`variable += value` with `tf.Variable`s is not supported"
    failure = _failed(path, 8, text, "RuntimeError", traced=False)
    assert _judged(finding, lambda _: Process(failures=(failure,))).outcome is Outcome.CONFIRMED


def test_no_error_where_one_was_expected_is_refuted_only_by_calls_that_went_on(path: Path) -> None:
    finding = make_finding(path, "E7601", 'print("now")', "step")
    assert _judged(finding, _recorded(RECORD)).outcome is Outcome.REFUTED
    assert _judged(finding, _recorded(replace(RECORD, quiet=0))).why is Reason.FEW_CALLS
    later = make_finding(path, "E7507", 'print("now")', "step")
    assert _judged(later, _recorded(RECORD)).why is Reason.ONE_RUN


# Calls


def _event(
    path: Path, call: int, *causes: Cause, first: bool = False, line: int = 16, object_: int = 1
) -> Event:
    return Event(object_, call, 1, 0.5, (str(path.resolve()), line), first, causes)


def _changed(number: int, name: str = "rate") -> Cause:
    return Cause(name, "value", str(number), str(number + 1))


def _called(path: Path, *events: Event, calls: int = 9, **more: int) -> Callable[[Item], Process]:
    counts = {"inside": 0, "objects": 1, "traced": 1, "alike": 1, **more}
    function = Function(
        str(path.resolve()), 6, "step", calls, traces=len(events), seconds=1.0, events=events, **counts
    )
    return lambda _: Process("2.21.0", functions=(function,))


@pytest.fixture
def varying(path: Path) -> Finding:
    drive = make_drive(path, "fit", place_of_text(path, "step(xs[number], number, xs[number])"))
    return make_finding(path, "W7301", "number", "step", nth=2, drive=drive)


def test_each_new_value_is_a_trace(path: Path, varying: Finding) -> None:
    events = [_event(path, 1, first=True), *(_event(path, n + 1, _changed(n)) for n in range(1, 9))]
    verdict = _judged(varying, _called(path, *events))
    assert verdict.outcome is Outcome.CONFIRMED, verdict
    assert (
        "8 of them for rate alone: value 1 -> 2, 2 -> 3, 3 -> 4, ...; 4.0 s spent tracing" in verdict.evidence
    )


@pytest.mark.parametrize(
    ("events", "why"),
    [
        (
            lambda path: [_event(path, n, _changed(n), _changed(n, "size")) for n in range(9)],
            Reason.FEW_CALLS,
        ),
        (lambda path: [_event(path, n, _changed(n, "size")) for n in range(9)], Reason.FEW_CALLS),
        (lambda path: [_event(path, n, _changed(0)) for n in range(9)], Reason.FEW_CALLS),
        (lambda path: [_event(path, n) for n in range(9)], Reason.NOT_OBSERVABLE),
        (lambda path: [_event(path, n, _changed(n), line=99) for n in range(9)], Reason.NOT_REACHED),
        (lambda path: [_event(path, 1, _changed(1)), _event(path, 2, _changed(2))], Reason.FEW_CALLS),
    ],
    ids=[
        "two change",
        "another changes",
        "two values",
        "nothing changes",
        "called elsewhere",
        "at first only",
    ],
)
def test_traces_for_another_reason_say_nothing_of_the_argument(
    path: Path, varying: Finding, events: Callable[[Path], list[Event]], why: Reason
) -> None:
    assert _judged(varying, _called(path, *events(path), calls=100)).why is why


def test_functions_of_several_processes_are_put_together(path: Path) -> None:
    processes = [_called(path, _event(path, 1, first=True))(_nothing()) for _ in range(2)]
    (together,) = merged(processes)
    assert (together.calls, together.traces, len(together.events)) == (18, 2, 2)


def _nothing() -> Any:
    return None


@pytest.mark.parametrize(
    ("made", "counts", "outcome"),
    [
        (9, {"objects": 9, "traced": 9, "alike": 9}, Outcome.CONFIRMED),
        (2, {"objects": 2, "traced": 2, "alike": 2}, Outcome.INCONCLUSIVE),
        (9, {"objects": 12, "traced": 12, "alike": 12}, Outcome.INCONCLUSIVE),
        (9, {"objects": 9, "traced": 9, "alike": 8}, Outcome.INCONCLUSIVE),
        (9, {"objects": 1, "traced": 1, "alike": 1}, Outcome.INCONCLUSIVE),
    ],
    ids=["anew", "twice", "elsewhere too", "other arguments", "kept"],
)
def test_functions_made_anew(path: Path, made: int, counts: dict[str, int], outcome: Outcome) -> None:
    drive = make_drive(path, "fit", place_of_text(path, "one(xs)"))
    call = "tf.function(lambda a: a)"
    finding = make_finding(path, "W7304", call, "fit.<locals>.<lambda>", wrapped=call, drive=drive)
    function = Function(
        str(path.resolve()), 18, "fit.<locals>.<lambda>", 9, 0, counts["traced"], 1.0, counts["objects"],
        counts["traced"], counts["alike"], (),
    )  # fmt: skip
    verdict = _judged(finding, lambda item: Process(eager={item.probe: made}, functions=(function,)))
    assert verdict.outcome is outcome, verdict
