"""Expectations about code that is said to change nothing: with it and without it, the same happens."""

from __future__ import annotations

from tfguard.confirm.judging import evidence
from tfguard.confirm.judging.case import Case, complete, graph_of, sights
from tfguard.confirm.judging.state import results_agree
from tfguard.confirm.verdict import Reason, Verdict
from tfguard.confirm.workers.protocol import Observation


def changes_nothing(case: Case) -> Verdict:
    """The same calls return the same, and the place is traced as often, when what is flagged is left out."""
    graph, control, number = graph_of(case), case.control, case.probe.number
    if control is None:
        return case.undecided(Reason.INTERNAL, "no run without what is flagged")
    if graph.failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, graph.failure.line)
    if not _passes(graph, number) and number not in graph.built:
        return case.undecided(Reason.NOT_REACHED)
    calls = f"{len(graph.calls)} calls"
    if control.failure is not None:
        return case.refuted(f"{calls} ran; without it {control.failure.line[:300]}")
    if not complete(graph):
        return case.undecided(Reason.FEW_CALLS, f"{len(graph.calls)} ran")
    then, now = _passes(graph, number), _passes(control, number)
    if then != now:
        return case.refuted(
            f"{calls}: the place is {_said(then)}; without what is flagged there {_said(now)}"
        )
    if results_agree(graph, control):
        return case.confirmed(f"{calls} return the same without it, and the place is {_said(then)} in both")
    if not results_agree(case.eager, graph):
        # Random operations draw by their number in the graph.
        return case.undecided(Reason.NOT_OBSERVABLE, "the calls return something else in any case")
    return case.refuted(f"{calls} return something else without it")


def _passes(run: Observation, probe: int) -> list[tuple[int, int, int]]:
    """By call, how often the place was traced and how often Python ran it, where it was come to."""
    seen = enumerate(sights(run, probe))
    return [(call, one.traced, one.entered - one.traced) for call, one in seen if one.entered]


def _said(passes: list[tuple[int, int, int]]) -> str:
    traced, plainly = sum(each[1] for each in passes), sum(each[2] for each in passes)
    text = f"traced {evidence.times(traced)}"
    return text + (f" and run by Python {evidence.times(plainly)}" if plainly else "")
