"""Does TensorFlow do with an example what its rule says? A judgement over two runs, without TensorFlow."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeGuard

from rules.tensorflow_runs import Mode, Outcome, Plain, same

from tfguard.rules.error_texts import (
    ENDLESS_RECURSION,
    KERAS_NEW_STATE,
    NOT_A_TENSOR,
    OUT_OF_SCOPE,
    SINGLETON,
)
from tfguard.rules.proof import (
    BreaksProtocol,
    ChangesNothing,
    Contrast,
    Expectation,
    GrowsGraph,
    LateBound,
    LeaksTensor,
    NeverReturns,
    NoEffect,
    NotObservable,
    OptionDeprecated,
    Proof,
    Raises,
    RemakesFunction,
    Retraces,
    ReturnRefused,
    RunsOnceInLoop,
    SkipsHandler,
    SpoilsObject,
    UnrollsLoop,
    WorksAsStyle,
)

# Three traces in three calls are a trace a call; two may be a first and a last batch.
MANY_TRACES = 3
# The graph holds an array of this size or more (bytes); a tensor made outside adds a few hundred.
LARGE_GRAPH = 512 * 1024
# The graph of an unrolled loop has this many operations or more; that of a short or a staged one has fewer.
MANY_OPERATIONS = 60
# What an example's run() returns beside its results when its rule is about something else than results.
TRACES, GRAPH_BYTES, WANTED, OPERATIONS = "traces", "graph_bytes", "wanted", "operations"
_BESIDE_RESULTS: Mapping[type[Expectation], str] = {
    Retraces: TRACES,
    RemakesFunction: TRACES,
    GrowsGraph: GRAPH_BYTES,
    UnrollsLoop: OPERATIONS,
    LateBound: WANTED,
    NoEffect: WANTED,
    NotObservable: WANTED,
}

# What Python says when the value of a tensor that has none is asked for, outside the trace.
_USE_OF_LEAK = Raises(
    ("AttributeError", "TypeError", "ValueError", "NotImplementedError", "InaccessibleTensorError"),
    rf"{OUT_OF_SCOPE}|has no attribute '_?numpy'|not '?(Symbolic)?Tensor'?|[Ss]ymbolic .?tf\.Tensor",
)


def complaint(
    source: str,
    is_bad: bool,
    lines: Collection[int],
    proof: Proof,
    others: Iterable[Proof],
    outcomes: Mapping[Mode, Outcome],
    *,
    is_named: bool = True,
) -> str:
    """Say what is wrong with an example, given what TensorFlow did with it.

    Args:
        source: the example's text.
        is_bad: True when it is to show the pitfall.
        lines: the lines that the example marks.
        proof: the proof of the example's own rule.
        others: the proofs of the other rules that the example expects; a run may end with their errors.
        outcomes: the two runs.
        is_named: whether the error about variables names a marked line; a Keras object fails where it
            is called, which may be another line than the one that makes it.

    Returns:
        One sentence, or nothing when the example shows what it should.
    """
    eager, graph = outcomes[Mode.EAGER], outcomes[Mode.GRAPH]
    for mode, outcome in outcomes.items():
        if outcome.died:
            return f"{mode.value} run: {outcome.died}"
    styles = (ChangesNothing, WorksAsStyle, OptionDeprecated)
    works = any(isinstance(each, styles) for each in proof.expectations)
    if not is_bad or works:
        return _must_agree(eager, graph) or _must_be_good(graph, proof.expectations)
    expectations = [expectation for each in (proof, *others) for expectation in each.expectations]
    if not graph.returned and not _explained(graph, expectations):
        return f"the graph raised what no expected rule says: {graph.raised[0]}: {graph.text}"
    if is_named and re.search(SINGLETON, graph.text) and graph.line not in lines:
        return f"TensorFlow names line {graph.line}, which is not marked"
    if proof.contrast in (Contrast.BOTH_FAIL, Contrast.LOOKUP):
        return _must_both_fail(eager, graph, expectations, lines)
    if proof.contrast is Contrast.DEFINITION and not graph.returned:
        return ""  # eagerly it raises too: the decorator is there in every mode
    if not eager.returned:
        # Functions of a dataset are traced in every mode, and Keras refuses new state in every mode.
        may_fail = "Dataset" in source or re.search(KERAS_NEW_STATE, eager.text)
        if may_fail and not graph.returned and _explained(eager, expectations):
            return ""
        return f"the eager run raised {eager.raised[0]}: {eager.text}"
    if not graph.returned:
        return ""
    # Who returns a measure shows it; that the results differ is then no proof of an error.
    measured = [each for each in proof.expectations if type(each) in _BESIDE_RESULTS]
    says = [_must_be_bad(eager, graph, each) for each in measured or proof.expectations]
    return "" if "" in says else says[0]


def _must_be_bad(eager: Outcome, graph: Outcome, expectation: Expectation) -> str:
    """Say why the graph, which returned, does not show what is expected of it."""
    beside = _BESIDE_RESULTS.get(type(expectation))
    if beside is None:
        agrees = same(_results(eager.value), _results(graph.value))
        return f"both runs returned {_results(graph.value)}" if agrees else ""
    if not _has(graph.value, beside):
        return f"run() returned {graph.value} and not a dict of 'results' and '{beside}'"
    results, measure = graph.value["results"], graph.value[beside]
    if beside == WANTED:
        return f"the graph returned what is wanted: {results}" if same(results, measure) else ""
    if not same(_results(eager.value), _results(graph.value)):
        return f"the eager run returned {_results(eager.value)}, the graph {_results(graph.value)}"
    least = {TRACES: MANY_TRACES, OPERATIONS: MANY_OPERATIONS}.get(beside, LARGE_GRAPH)
    return f"{beside}: {measure}, and not {least} or more" if measure < least else ""


def _must_be_good(graph: Outcome, expectations: Iterable[Expectation]) -> str:
    """Say what of the graph, whose results are those of the eager run, is still bad."""
    for beside in {_BESIDE_RESULTS[type(each)] for each in expectations if type(each) in _BESIDE_RESULTS}:
        if not _has(graph.value, beside):
            return f"run() returned {graph.value} and not a dict of 'results' and '{beside}'"
        results, measure = graph.value["results"], graph.value[beside]
        if beside == WANTED and not same(results, measure):
            return f"run() returned {results}, and wanted is {measure}"
        most = {TRACES: MANY_TRACES - 1, GRAPH_BYTES: LARGE_GRAPH - 1, OPERATIONS: MANY_OPERATIONS - 1}.get(
            beside
        )
        # None at all would be the count of something that was never traced (a method's, asked of the class).
        if most is not None and not 1 <= measure <= most:
            return f"{beside}: {measure}, and not 1 to {most}"
    return ""


def _has(value: Plain, beside: str) -> TypeGuard[dict[str, Any]]:
    if not isinstance(value, dict) or value.keys() != {"results", beside}:
        return False
    return beside == WANTED or type(value[beside]) is int


def _results(value: Plain) -> Plain:
    """What is compared between the modes: counts of traces and sizes of graphs are none of an eager run."""
    if isinstance(value, dict) and "results" in value:
        return {key: item for key, item in value.items() if key not in (TRACES, GRAPH_BYTES, OPERATIONS)}
    return value


def _must_agree(eager: Outcome, graph: Outcome) -> str:
    for mode, outcome in ((Mode.EAGER, eager), (Mode.GRAPH, graph)):
        if not outcome.returned:
            return f"{mode.value} run raised {outcome.raised[0]}: {outcome.text}"
    if not same(_results(eager.value), _results(graph.value)):
        return f"the eager run returned {_results(eager.value)}, the graph {_results(graph.value)}"
    return ""


def _must_both_fail(
    eager: Outcome, graph: Outcome, expectations: Iterable[Expectation], lines: Collection[int]
) -> str:
    for mode, outcome in ((Mode.EAGER, eager), (Mode.GRAPH, graph)):
        if outcome.returned:
            return f"{mode.value} run raised nothing and returned {outcome.value}"
        if not _explained(outcome, expectations):
            return f"{mode.value} run raised {outcome.raised[0]}: {outcome.text}"
        if outcome.line not in lines:
            return f"{mode.value} run raised at line {outcome.line}, which is not marked"
    return ""


def _explained(outcome: Outcome, expectations: Iterable[Expectation]) -> bool:
    return any(_fits(outcome, expectation) for expectation in expectations)


def _fits(outcome: Outcome, expectation: Expectation) -> bool:
    if isinstance(expectation, SkipsHandler):
        return "OpError" in outcome.raised
    if isinstance(expectation, LeaksTensor | RunsOnceInLoop):
        return _fits(outcome, _USE_OF_LEAK)
    if isinstance(expectation, NeverReturns):
        return re.search(ENDLESS_RECURSION, outcome.text) is not None
    if isinstance(expectation, SpoilsObject):
        return _fits(outcome, _USE_OF_LEAK) or _fits(outcome, expectation.refused)
    if isinstance(expectation, BreaksProtocol):
        return re.search(expectation.pattern, outcome.text) is not None
    if isinstance(expectation, ReturnRefused):
        refused = re.search(NOT_A_TENSOR, outcome.text)
        return refused is not None and refused[2] in (expectation.classes or (refused[2],))
    return (
        isinstance(expectation, Raises)
        and not set(expectation.classes).isdisjoint(outcome.raised)
        and re.search(expectation.pattern, outcome.text, re.DOTALL) is not None
    )
