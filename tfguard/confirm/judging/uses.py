"""Expectations about what `tf.function` is put on: recursion, what is returned, constructors, protocols."""

from __future__ import annotations

import re

from tfguard.confirm.judging.case import CONTROL, Case, complete, entered, graph_of, unfinished
from tfguard.confirm.judging.errors import at_place, matches
from tfguard.confirm.judging.state import results_agree
from tfguard.confirm.verdict import Reason, Verdict
from tfguard.confirm.workers.protocol import CALLS, Failure, Observation
from tfguard.rules.error_texts import CHECK_FAILED, ENDLESS_RECURSION, NOT_A_TENSOR
from tfguard.rules.proof import (
    BreaksProtocol,
    CompiledDiffers,
    Expectation,
    Raises,
    ReturnRefused,
    SpoilsObject,
)

MANY_STARTS = 8  # of a call that never returned


def definition(case: Case) -> Verdict:
    """As it is written the code raises what is expected; without the flagged decorator it gets further."""
    graph, control = graph_of(case), case.control
    failure = graph.failure
    if failure is None:
        ran = f"the definition was run and {len(graph.calls)} calls were made: nothing was raised"
        if case.probe.expression and not case.probe.decorates and not entered(graph, case.probe.number):
            return case.undecided(Reason.NOT_REACHED)
        if case.probe.called and any(_goes_through(each) for each in case.proof.expectations):
            return case.undecided(Reason.NOT_OBSERVABLE, "the calls were made of the traced function itself")
        return case.refuted(ran) if complete(graph) else case.undecided(Reason.FEW_CALLS)
    wanted = [each for each in case.proof.expectations if isinstance(each, Raises)]
    if control is None:
        return case.undecided(Reason.INTERNAL, "no run without the decorator")
    left_out = _left_out(graph, wanted) if not any(matches(failure, each) for each in wanted) else ""
    if left_out:
        if _left_out(control, wanted):
            return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, f"without the decorator: {left_out}")
        line = case.probe.place.line
        return case.confirmed(f"making the function raised {left_out}; without what line {line} does it ran")
    if not any(matches(failure, each) for each in wanted):
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, failure.line)
    if control.failure is not None and control.step <= graph.step:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, f"without the decorator: {control.failure.line}")
    without = "its decorators" if case.bare else f"what is flagged at line {case.probe.place.line}"
    return case.confirmed(
        f"{'calling' if graph.step >= CALLS else 'making'} the function raised {failure.line[:300]}; without "
        f"{without} that ran"
    )


def _goes_through(expectation: Expectation) -> bool:
    return isinstance(expectation, Raises) and expectation.through


def _left_out(run: Observation, wanted: list[Raises]) -> str:
    """Find why an assignment was left out that could not be run, where that is what is expected."""
    for why in run.stubs_made.values():
        if any(why.partition(":")[0] in each.classes and re.search(each.pattern, why) for each in wanted):
            return why
    return ""


def compiled_differs(case: Case, expectation: CompiledDiffers) -> Verdict:
    """XLA's results are others than eager ones, and those of the same graph without XLA are not."""
    graph, control, number = graph_of(case), case.control, case.probe.number
    missing = unfinished(case, refuting=False)
    if missing is not None:
        return missing
    if results_agree(case.eager, graph):
        return case.refuted(f"{len(graph.calls)} calls returned the same eagerly and compiled")
    made = {name for call in graph.calls for name in call.sight(number).classes}
    if expectation.made not in made or control is None:
        return case.undecided(Reason.NOT_OBSERVABLE, "the results differ, and the place does not say why")
    if control.failure is not None or not results_agree(case.eager, control):
        return case.undecided(Reason.NOT_OBSERVABLE, "the results differ without XLA too")
    return case.confirmed(
        f"the same {len(graph.calls)} calls return something else when XLA compiles them, and the same "
        "when it does not"
    )


def check_left_out(case: Case) -> Verdict:
    """Made to fail, the check stops the graph without XLA, and the compiled one returns."""
    missing = unfinished(case, refuting=False)
    if missing is not None:
        return missing
    compiled, graph = case.failing or (None, None)
    if compiled is None or graph is None:
        return case.undecided(Reason.NOT_OBSERVABLE, "the place is no call")
    if not compiled.reported or not graph.reported:
        return case.undecided(Reason.NOT_OBSERVABLE, "it does not run with the check made to fail")
    if graph.failure is None and compiled.failure is None:
        return case.refuted(
            "nothing is checked at the place: made to fail, the graph returns without XLA too"
        )
    failed = re.search(CHECK_FAILED, graph.failure.text) if graph.failure is not None else None
    if failed is None:
        return case.undecided(Reason.NOT_OBSERVABLE, "the check could not be made to fail")
    if compiled.failure is not None:
        if re.search(CHECK_FAILED, compiled.failure.text) is None:
            return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, compiled.failure.line)
        return case.refuted(f"made to fail, the check stops it compiled too: {compiled.failure.line[:200]}")
    return case.confirmed(
        f"made to fail, the check stops the graph ({failed[0][:200]}); when XLA compiles it, "
        f"{len(compiled.calls)} calls return"
    )


def never_returns(case: Case) -> Verdict:
    """Tracing enters the place without end: many starts, no return, and the stack is full."""
    graph = graph_of(case)
    failure = graph.failure
    if failure is None or re.search(ENDLESS_RECURSION, failure.text) is None:
        returned = f"{len(graph.calls)} calls: the line was reached and each call returned"
        return unfinished(case) or case.refuted(returned)
    last = graph.calls[-1].sight(case.probe.number)
    if last.entered < MANY_STARTS or last.values:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, failure.line)
    return case.confirmed(
        f"{len(case.eager.calls)} eager calls returned; as a graph the call at line "
        f"{case.probe.place.line} was started {last.entered} times and never returned: {failure.line[:200]}"
    )


def seen_without_control(case: Case, expectation: Expectation) -> Verdict | None:
    """Confirm what is seen although no statement of the subject was traced; None when it is not seen."""
    graph = graph_of(case)
    failure = graph.failure
    match expectation:
        case ReturnRefused(unrun=True):
            return _refused(case, failure, expectation) if failure is not None else None
        case Raises() if failure is not None and graph.step < CALLS:
            if matches(failure, expectation) and at_place(case, failure):
                return case.confirmed(
                    f"eagerly the object was made; as a graph that raised {failure.line[:300]}"
                )
        case SpoilsObject():
            return _spoiled(case, expectation)
        case BreaksProtocol(pattern) if (
            failure is not None and failure.type == "TypeError" and not case.inside
        ):
            method = case.function.rpartition(".")[2]
            if re.search(pattern, failure.text, re.DOTALL) and f"{method}" in failure.text:
                text = f"{len(case.eager.calls)} eager calls ran; as a graph Python refused what it returns"
                return case.confirmed(f"{text}: {failure.line[:300]}")
    return None


def _refused(case: Case, failure: Failure, expectation: ReturnRefused) -> Verdict | None:
    """TensorFlow names the function whose value it refuses, and the class of that value."""
    named = re.search(NOT_A_TENSOR, failure.text, re.DOTALL)
    if named is None or failure.type != "TypeError" or named[1] not in (case.function, case.target):
        return None
    graph, number = graph_of(case), case.probe.number
    if expectation.unrun and case.inside:
        return None  # what the function is, is said of its definition
    if expectation.unrun and any(call.sight(CONTROL).entered for call in graph.calls):
        return None  # its body ran: it is an ordinary function that returns such a thing
    given = {name for call in graph.calls for name in call.sight(number).classes}
    if named[2] not in (expectation.classes or (given if case.probe.returned else ())):
        return None
    return case.confirmed(
        f"{len(case.eager.calls)} eager calls ran; as a graph TensorFlow refused the {named[2]} that "
        f"{named[1]} returns: {failure.line[:300]}"
    )


def return_refused(case: Case, expectation: ReturnRefused) -> Verdict:
    """What the flagged ``return`` gives is refused."""
    failure = graph_of(case).failure
    found = _refused(case, failure, expectation) if failure is not None else None
    if found is not None:
        return found
    return unfinished(case) or case.refuted("the calls ran as a graph, and what they returned was taken")


def _spoiled(case: Case, expectation: SpoilsObject) -> Verdict | None:
    graph, line = graph_of(case), case.probe.place.line
    failure = graph.failure
    if failure is not None and graph.step < CALLS:
        if not matches(failure, expectation.refused) or not at_place(case, failure):
            return None
        return case.confirmed(f"eagerly the object was made; as a graph that raised {failure.line[:300]}")
    spoiled = graph.spoiled.get(case.probe.number)
    if spoiled is None or case.eager.spoiled:
        return None
    return case.confirmed(
        f"the object, made by the constructor at line {line}, holds a tensor without a value; using it "
        f"raises {spoiled}"
    )


def kept_its_object(case: Case) -> Verdict | None:
    """Refute what is said of a constructor that was traced, and made its object as it does eagerly."""
    graph = graph_of(case)
    spoils = any(isinstance(each, SpoilsObject) for each in case.proof.expectations)
    if not spoils or graph.failure is not None or case.probe.number not in graph.built or graph.spoiled:
        return None
    return case.refuted("as a graph the constructor makes an object that holds no tensor without a value")


def kept_its_use(case: Case) -> Verdict:
    """Neither a constructor nor a special method was broken by tracing."""
    missing = unfinished(case)
    if missing is not None or not entered(graph_of(case), case.probe.number):
        return missing or case.undecided(Reason.NOT_REACHED)
    return case.refuted("as a graph the method did what it does eagerly")
