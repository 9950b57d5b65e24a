"""Does TensorFlow do with an example what its rule says? A judgement over two runs, without TensorFlow."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from rules.tensorflow_runs import Mode, Outcome, same

from tfguard.rules.error_texts import KERAS_NEW_STATE, OUT_OF_SCOPE, SINGLETON
from tfguard.rules.proof import Contrast, Expectation, LeaksTensor, Proof, Raises, WorksAsStyle

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
    if not is_bad or WorksAsStyle() in proof.expectations:
        return _must_agree(eager, graph)
    expectations = [expectation for each in (proof, *others) for expectation in each.expectations]
    if not graph.returned and not _explained(graph, expectations):
        return f"the graph raised what no expected rule says: {graph.raised[0]}: {graph.text}"
    if is_named and re.search(SINGLETON, graph.text) and graph.line not in lines:
        return f"TensorFlow names line {graph.line}, which is not marked"
    if proof.contrast is Contrast.BOTH_FAIL:
        return _must_both_fail(eager, graph, expectations, lines)
    if not eager.returned:
        # Functions of a dataset are traced in every mode, and Keras refuses new state in every mode.
        may_fail = "Dataset" in source or re.search(KERAS_NEW_STATE, eager.text)
        if may_fail and not graph.returned and _explained(eager, expectations):
            return ""
        return f"the eager run raised {eager.raised[0]}: {eager.text}"
    if graph.returned and same(eager.value, graph.value):
        return f"both runs returned {graph.value}"
    return ""


def _must_agree(eager: Outcome, graph: Outcome) -> str:
    for mode, outcome in ((Mode.EAGER, eager), (Mode.GRAPH, graph)):
        if not outcome.returned:
            return f"{mode.value} run raised {outcome.raised[0]}: {outcome.text}"
    if not same(eager.value, graph.value):
        return f"the eager run returned {eager.value}, the graph {graph.value}"
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
    if isinstance(expectation, LeaksTensor):
        return _fits(outcome, _USE_OF_LEAK)
    return (
        isinstance(expectation, Raises)
        and not set(expectation.classes).isdisjoint(outcome.raised)
        and re.search(expectation.pattern, outcome.text, re.DOTALL) is not None
    )
