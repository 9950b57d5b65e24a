"""Expectations about exceptions: the right one, and from this place."""

from __future__ import annotations

import re

from tfguard.confirm.judging.case import CONTROL, Case, count, entered, graph_of, unfinished
from tfguard.confirm.verdict import Reason, Verdict
from tfguard.confirm.workers.protocol import Failure
from tfguard.rules.proof import Raises


def at_place(case: Case, failure: Failure, expectation: Raises | None = None) -> bool:
    """Tell whether an exception came from the flagged statement, by the user's innermost frame.

    Args:
        case: what is judged.
        failure: the exception.
        expectation: what it was expected as; the header of a branch or loop around the statement, or a
            related place of the finding, may do.
    """
    seen = _user_place(case, failure.innermost)
    if seen is None:
        return False
    path, line = seen
    related = expectation is not None and expectation.related
    if related and any(p.path == path and p.line <= line <= p.end_line for p in case.related):
        return True
    if path != case.probe.place.path:
        return False
    around = expectation is not None and expectation.around
    if around and not _speaks_of(case, failure):
        return False
    if case.probe.first_line <= line <= case.probe.last_line:
        return around or not _came_back(case)
    return around and line in case.probe.around


def _user_place(case: Case, frame: tuple[str, int] | None) -> tuple[str, int] | None:
    known = case.shadows.get(frame[0]) if frame is not None else None
    return (known[0], known[1].user_line(frame[1])) if frame is not None and known is not None else None


# What AutoGraph calls a name of the user's in its errors about branches and loops.
_QUOTED = re.compile(r"'([A-Za-z_][\w.]*)' (?:has|must|is|does|shape|incorrect)")
_OWN_NAMES = ("retval_", "do_return", "break_", "continue_")


def _speaks_of(case: Case, failure: Failure) -> bool:
    """TensorFlow names the header of a branch or loop, and mostly the name that is wrong there.

    It has to be the one that the finding is about; where it says none, the place has to leave the branch or
    be the header itself.
    """
    quoted = {name for name in _QUOTED.findall(failure.text) if not name.startswith(_OWN_NAMES)}
    if quoted:
        return not _names(case) or bool(quoted & _names(case))
    seen = _user_place(case, failure.innermost)
    header = seen is not None and case.probe.first_line <= seen[1] <= case.probe.last_line
    return header or case.probe.leaves or case.probe.heads


def _names(case: Case) -> set[str]:
    watch = case.probe.watch
    written = f"{watch.source}.{watch.name}" if watch.kind == "attribute" else watch.name
    return {case.target, written, *case.probe.assigned} - {""}


def _came_back(case: Case) -> bool:
    """Tell whether the flagged expression was evaluated to something that cannot raise afterwards.

    On one line there may be two calls of ``numpy()``: the one that gave an array raised nothing; nor did the
    one that was not come to.
    """
    graph = case.graph
    if not case.probe.expression or graph is None or not graph.calls:
        return False
    if not graph.calls[-1].sight(CONTROL).traced:
        return not entered(graph, case.probe.number)  # an operation failed, long after it was made
    last = graph.calls[-1].sight(case.probe.number)
    if not last.entered:
        return True
    done = len(last.values) == last.entered
    return done and all(map(_FINISHED.fullmatch, last.kinds))


# Numbers, texts and arrays: nothing that holds a symbolic tensor, or that is yet to be iterated over.
_FINISHED = re.compile(r"python (str|str_|bytes|bool|bool_|complex|ndarray|u?int\d*|float\d*)")


def matches(failure: Failure, expectation: Raises) -> bool:
    """Tell whether an exception is of the expected class, with the expected text."""
    of_class = bool(set(expectation.classes) & set(failure.classes))
    return of_class and re.search(expectation.pattern, failure.text, re.DOTALL) is not None


def _names_changed_parameter(case: Case, failure: Failure) -> bool:
    """TensorFlow names the argument that was changed; it must be what the flagged place changes.

    What the place changes eagerly is the argument itself; a trace gets a copy of it.
    """
    match = re.search(r"parameter\(s\) were modified: (.*)", failure.text)
    if match is None:
        return False
    changed = {name.strip() for name in match[1].split(",")}
    by_place = count(graph_of(case), case.probe.number, ("state",)) > 0
    given = case.eager.given.get(case.probe.number, ())
    bound = case.parameters[:1] in (("self",), ("cls",))
    known = dict(enumerate(case.parameters[bound:]))
    names = {known.get(int(one), "") if one.isdecimal() else one for one in given}
    return by_place and bool(changed & names)


def _names_target(case: Case, failure: Failure) -> bool:
    """AutoGraph speaks of a name that one branch leaves without a value; the line is the ``if``'s."""
    quoted = any(f"'{name}' " in failure.text for name in _names(case))
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
        if at_place(case, failure, expectation):
            return case.confirmed(f"{text.rstrip('.')} at line {_user_line(case, failure)}")
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
    if not case.probe.attempt:
        return case.undecided(Reason.NOT_OBSERVABLE, "the place is no handler")
    taken, failure = entered(case.eager, number), graph.failure
    if not taken:
        return case.undecided(Reason.NOT_REACHED, "nothing was raised for it to take")
    if entered(graph, number) and failure is None:
        return case.refuted("the handler takes the error while tracing too")
    if entered(graph, number) and failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, failure.line)
    if failure is not None and "OpError" in failure.classes and _was_tried(case, failure):
        return case.confirmed(
            f"eagerly the handler took {taken} error{'s' if taken != 1 else ''}; as a graph none, and "
            f"{failure.line[:200]} was raised"
        )
    if failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, failure.line)
    return case.refuted(f"{len(graph.calls)} graph calls raised nothing")


def _was_tried(case: Case, failure: Failure) -> bool:
    """Whether the operation that failed was made in the handler's own ``try``, where its error says where."""
    places = [_user_place(case, frame) for frame in failure.frames]
    here = [line for path, line in filter(None, places) if path == case.probe.place.path]
    return not here or any(line in case.probe.attempt for line in here)


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
