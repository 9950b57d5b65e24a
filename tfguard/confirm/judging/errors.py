"""Expectations about exceptions: the right one, and from this place."""

from __future__ import annotations

import re

from tfguard.confirm.judging.case import Case, count, entered, graph_of, unfinished
from tfguard.confirm.verdict import Reason, Verdict
from tfguard.confirm.workers.protocol import Failure
from tfguard.rules.proof import Raises


def at_place(case: Case, failure: Failure, *, around: bool = False, related: bool = False) -> bool:
    """Tell whether an exception came from the flagged statement, by the user's innermost frame.

    Args:
        case: what is judged.
        failure: the exception.
        around: the header of a branch or loop around the statement will do.
        related: a related place of the finding will do.
    """
    if failure.innermost is None:
        return False
    shipped, line = failure.innermost
    known = case.shadows.get(shipped)
    if known is None:
        return False
    path, shadow = known
    seen = shadow.user_line(line)
    if related and any(p.path == path and p.line <= seen <= p.end_line for p in case.related):
        return True
    here = case.probe.first_line <= seen <= case.probe.last_line
    return path == case.probe.place.path and (here or (around and seen in case.probe.around))


def matches(failure: Failure, expectation: Raises) -> bool:
    """Tell whether an exception is of the expected class, with the expected text."""
    of_class = bool(set(expectation.classes) & set(failure.classes))
    return of_class and re.search(expectation.pattern, failure.text, re.DOTALL) is not None


def _names_changed_parameter(case: Case, failure: Failure) -> bool:
    """TensorFlow names the argument that was changed; it must be what the flagged place changes."""
    match = re.search(r"parameter\(s\) were modified: (.*)", failure.text)
    if match is None:
        return False
    changed = {name.strip() for name in match[1].split(",")}
    written = case.probe.watch.source.partition(".")[0].partition("[")[0]
    by_place = count(graph_of(case), case.probe.number, ("state",)) > 0
    return by_place and (written in changed or bool(changed & set(case.parameters)))


def _names_target(case: Case, failure: Failure) -> bool:
    """AutoGraph speaks of a name that one branch leaves without a value; the line is the ``if``'s."""
    watch = case.probe.watch
    written = f"{watch.source}.{watch.name}" if watch.kind == "attribute" else watch.name
    names = {case.target, written, *case.probe.assigned} - {""}
    quoted = any(f"'{name}' " in failure.text for name in names)
    return quoted and entered(graph_of(case), case.probe.number) > 0


def raises(case: Case, expectation: Raises) -> Verdict:
    """Tracing raises what is expected, here, and eager code runs."""
    graph = graph_of(case)
    number = case.probe.number
    failure = graph.failure
    if failure is not None and matches(failure, expectation) and case.eager.failure is None:
        first = len(graph.calls)
        where = "the first call" if first <= 1 else f"call {first}"
        text = f"{len(case.eager.calls)} eager calls ran; as a graph {where} raised {failure.line[:300]}"
        if at_place(case, failure, around=expectation.around, related=expectation.related):
            return case.confirmed(f"{text} at line {_user_line(case, failure)}")
        if number in failure.held:
            return case.confirmed(f"{text} while the object made at line {case.probe.place.line} was at work")
        if _names_changed_parameter(case, failure) or _names_target(case, failure):
            return case.confirmed(text)
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, failure.line)
    missing = unfinished(case)
    if missing is not None:
        return missing
    if expectation.later:
        return case.undecided(Reason.FEW_CALLS, "all of one signature")
    return case.refuted(
        f"{len(graph.calls)} calls: the line was reached and nothing was raised in either mode"
    )


def skips_handler(case: Case) -> Verdict:
    """An error that the handler takes eagerly goes past it when the graph runs."""
    graph, number = graph_of(case), case.probe.number
    taken, failure = entered(case.eager, number), graph.failure
    if not taken:
        return case.undecided(Reason.NOT_REACHED, "nothing was raised for it to take")
    if entered(graph, number) and failure is None:
        return case.refuted("the handler takes the error while tracing too")
    if entered(graph, number) and failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, failure.line)
    if failure is not None and "OpError" in failure.classes:
        return case.confirmed(
            f"eagerly the handler took {taken} error{'s' if taken != 1 else ''}; as a graph none, and "
            f"{failure.line[:200]} was raised"
        )
    if failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, failure.line)
    return case.refuted(f"{len(graph.calls)} graph calls raised nothing")


def raised_eagerly_too(case: Case) -> Verdict | None:
    """Confirm what both modes refuse with the expected error at the place: state in a Keras 3 ``call``."""
    failures = [run.failure for run in (case.eager, case.graph) if run is not None]
    wanted = [expectation for expectation in case.proof.expectations if isinstance(expectation, Raises)]
    for failure in failures:
        if failure is None or not at_place(case, failure) or not any(matches(failure, one) for one in wanted):
            return None
    if len(failures) < 2 or failures[0] is None:
        return None
    return case.confirmed(
        f"both modes raised {failures[0].line[:300]} at line {_user_line(case, failures[0])}"
    )


def _user_line(case: Case, failure: Failure) -> int:
    if failure.innermost is None or failure.innermost[0] not in case.shadows:
        return case.probe.place.line
    return case.shadows[failure.innermost[0]][1].user_line(failure.innermost[1])


def both_fail(case: Case) -> Verdict:
    """The same error at the place in both modes, and none when the place is written as it should be."""
    wanted = [expectation for expectation in case.proof.expectations if isinstance(expectation, Raises)]
    runs = [run for run in (case.eager, case.graph) if run is not None]
    failures = [run.failure for run in runs]
    if all(failure is None for failure in failures):
        reached = all(entered(run, case.probe.number) for run in runs)
        if not reached:
            return case.undecided(Reason.NOT_REACHED)
        return case.refuted(f"{len(case.eager.calls)} calls: the line was reached and nothing was raised")
    for failure in failures:
        here = failure is not None and any(matches(failure, expectation) for expectation in wanted)
        if failure is None or not here or not at_place(case, failure):
            line = failure.line if failure is not None else "one of the modes ran"
            return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, line)
    if case.control is not None and case.control.failure is not None:
        return case.undecided(Reason.EAGER_FAILS, "mended code fails too: " + case.control.failure.line)
    first = failures[0]
    text = f"both modes raised {first.line[:300] if first else ''}"
    return case.confirmed(text + ("; the mended line runs" if case.control is not None else ""))
