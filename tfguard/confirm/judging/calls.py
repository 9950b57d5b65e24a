"""Expectations about several calls, judged from driven runs: traces, functions made anew, stale values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tfguard.confirm.experiments.requests import Shadows
from tfguard.confirm.judging import evidence
from tfguard.confirm.judging.case import CONTROL, Judged
from tfguard.confirm.judging.errors import matches
from tfguard.confirm.judging.judge import broken_run, why_eager_failed
from tfguard.confirm.judging.state import by_content, same_numbers
from tfguard.confirm.probes.watching import Flagged, Site
from tfguard.confirm.verdict import Reason, Verdict
from tfguard.confirm.workers.protocol import Call, Failure, Observation, Watched
from tfguard.rules.error_texts import OUT_OF_SCOPE
from tfguard.rules.finding import Finding
from tfguard.rules.proof import Raises
from tfguard.tracing.traced import Drive

ENOUGH = 3  # calls, values or functions that make a pattern
FEW_TRACES = 2
_NUMBER = re.compile(r"^(int|float|complex):")
_NUMBERS = re.compile(r"^(list|tuple)\[((int|float):[^,\[\]{}]*,?)+\]\d+$")


@dataclass(frozen=True, slots=True)
class DrivenCase(Judged):
    """Everything a verdict on one finding about several calls is made of.

    Attributes:
        finding: what is claimed.
        number: its probe.
        flagged: how it is watched.
        sites: the watched calls.
        eager, graph: the two runs of the project's code.
        kept: the graph run with the flagged argument, or what the place makes, kept from the first time.
        tensors: the graph run with the flagged argument made a tensor.
        shadows: shadow files by the name under which they were shipped, with the user's path.
        note: what was run.
    """

    finding: Finding
    number: int
    flagged: Flagged
    sites: tuple[Site, ...]
    eager: Observation
    graph: Observation
    kept: Observation | None
    tensors: Observation | None
    shadows: Shadows
    note: str

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """What goes with any verdict on it."""
        return evidence.details(self.eager, self.graph, self.note)

    @property
    def hurried(self) -> bool:
        """Whether one of the two runs was ended for want of time."""
        return self.eager.hurried or self.graph.hurried


def shown(drive: Drive, note: str) -> str:
    """Say what was run."""
    what = f"{drive.qualname} of {drive.path}" if drive.qualname else f"the statements of {drive.path}"
    return f"driven by {what}" + (f", {note}" if note else "")


def eager_failed(case: DrivenCase) -> Verdict:
    """Say why the code that makes the calls did not run through."""
    return case.undecided(*why_eager_failed(case.eager))


def _watched(run: Observation) -> list[Watched]:
    return [call.watched for call in run.calls if call.watched is not None]


def _traces(run: Observation) -> int:
    return sum(call.traces for call in _watched(run))


def _number_of(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _unusable(case: DrivenCase, run: Observation, *, calls: bool = True) -> Verdict | None:
    """A run that broke, did not come to the calls, or traced nothing, says nothing."""
    broken = broken_run(run)
    if broken is not None:
        return case.undecided(*broken)
    if run.failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, run.failure.line)
    if any(run.total(site.number).traced for site in case.sites):
        return case.undecided(Reason.NOT_OBSERVABLE, "the call is itself made while tracing")
    if calls and not run.calls:
        return case.undecided(Reason.NOT_REACHED, "no call was made")
    control = run.total(CONTROL)
    if not control.entered:
        return case.undecided(Reason.PROBE_NOT_ACTIVE)
    if not control.traced:
        return case.undecided(Reason.NOT_TRACED)
    return None


# Retracing


def _argument(case: DrivenCase, call: Watched) -> tuple[str, str]:
    """How tracing tells the flagged argument of a call apart, and its kind."""
    if case.flagged.whole:
        return "|".join(call.signature), ""
    return call.arguments.get(case.number, ("", "not given"))


def plain_numbers(case: DrivenCase) -> bool:
    """Tell whether the flagged argument was always a Python number, or a list of such."""
    texts = [_argument(case, call)[0] for call in _watched(case.graph)]
    return bool(texts) and all(_NUMBER.match(text) or _NUMBERS.match(text) for text in texts)


def retraces(case: DrivenCase, invented: bool) -> Verdict:
    """Each new value of the flagged argument is a trace; with its first value kept there is one.

    Args:
        case: the runs.
        invented: the argument's values come from arguments that tfguard made up.
    """
    missing = _unusable(case, case.graph)
    if missing is not None:
        return missing
    calls = _watched(case.graph)
    if len(calls) < ENOUGH:
        return case.undecided(Reason.FEW_CALLS, f"{len(calls)} ran")
    if invented:
        return case.undecided(Reason.NO_ARGUMENTS, "the values passed on are made up")
    values = [_argument(case, call) for call in calls]
    different = len(set(values))
    traced = [index for index, call in enumerate(calls) if call.traces]
    text = f"{_number_of(len(calls), 'call')}: {_number_of(_traces(case.graph), 'trace')}"
    if case.graph.body:
        text = f"Python runs the body that calls it: {text}"
    if len(traced) <= FEW_TRACES:
        bounded = all(kind not in ("", "not given") and _of_few(kind) for _, kind in values)
        if different < ENOUGH and case.graph.stopped and not bounded:
            return case.undecided(Reason.FEW_CALLS, f"{len(calls)} with {_number_of(different, 'value')}")
        return case.refuted(text)
    if different == 1:
        return case.refuted(f"{text}, although the argument stays the same")
    if len({values[index] for index in traced}) < ENOUGH or traced[-1] < len(calls) // 2:
        return case.undecided(Reason.FEW_CALLS, f"{_number_of(different, 'value')}, {text}")
    if case.flagged.whole and _varying(calls) != 1:
        return case.undecided(Reason.NOT_OBSERVABLE, "more than one argument changes")
    return _with_first_kept(case, text)


def traces_again(run: Observation) -> bool:
    """Tell whether more than a few calls of a run traced."""
    return sum(call.traces > 0 for call in _watched(run)) > FEW_TRACES


def _of_few(kind: str) -> bool:
    """Kinds with two values at most, or that are told apart by shape and not by value."""
    return kind in ("python bool", "tensor", "variable", "python ndarray") or (kind.startswith((
        "python float", "python int", "python uint", "python bool",
    )) and kind not in ("python float", "python int"))  # fmt: skip


def _varying(calls: Sequence[Watched]) -> int:
    """Count the argument positions whose signature is not the same in all calls."""
    lengths = {len(call.signature) for call in calls}
    if len(lengths) > 1:
        return len(lengths)
    columns = zip(*(call.signature for call in calls), strict=True)
    return sum(len(set(column)) > 1 for column in columns)


def _with_first_kept(case: DrivenCase, text: str) -> Verdict:
    kept = case.kept
    if kept is None or not kept.reported or kept.failure is not None:
        return case.undecided(Reason.NOT_OBSERVABLE, "it does not run with the first value kept")
    calls = _watched(kept)
    traced = [index for index, call in enumerate(calls) if call.traces]
    count = _traces(kept)
    text += f"; with the first value kept: {count}"
    if len(calls) < ENOUGH or traced != [0] or count > FEW_TRACES:
        return case.undecided(Reason.NOT_OBSERVABLE, "not because of this argument alone", text)
    tensors = case.tensors
    if tensors is not None and tensors.reported and tensors.failure is None:
        once = [index for index, call in enumerate(_watched(tensors)) if call.traces] == [0]
        if once and len(tensors.calls) >= ENOUGH:
            text += f"; with tf.constant(value): {_traces(tensors)}"
    return case.confirmed(text)


def raises(case: DrivenCase, expectation: Raises) -> Verdict:
    """A watched call raises as a graph what is expected, before its function's body runs."""
    broken = broken_run(case.graph)
    if broken is not None:
        return case.undecided(*broken)
    site = case.flagged.site
    calls = [call for call in case.graph.calls if call.watched and site in (0, call.watched.site)]
    for call in calls:
        failure = call.failure
        if failure is not None and matches(failure, expectation) and not call.sight(CONTROL).entered:
            ran = sum(one.failure is None for one in case.eager.calls)
            return case.confirmed(
                f"{_number_of(ran, 'eager call')} ran; as a graph the call raised {failure.line[:300]}"
            )
    missing = _unusable(case, case.graph)
    if missing is not None:
        return missing
    if not calls:
        return case.undecided(Reason.NOT_REACHED)
    return case.refuted(f"{_number_of(len(calls), 'call')}: nothing was raised in either mode")


def raises_later(case: DrivenCase, expectation: Raises, given: bool) -> Verdict:
    """A call after the first raises as a graph what is expected, at the flagged line.

    Args:
        case: the runs.
        expectation: what is raised.
        given: the code was driven with arguments, which tfguard chose.
    """
    broken = broken_run(case.graph)
    if broken is not None:
        return case.undecided(*broken)
    place = case.finding.place
    for index, call in enumerate(case.graph.calls):
        failure = call.failure
        if failure is None:
            continue
        ran = len(case.eager.calls) > index and case.eager.calls[index].failure is None
        line = _line_at(case, failure)
        if not (index and ran and matches(failure, expectation) and place.line <= line <= place.end_line):
            return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, failure.line)
        if given:
            return case.undecided(Reason.NO_ARGUMENTS, "those of the code that makes the calls are tfguard's")
        return case.confirmed(
            f"eagerly {_number_of(len(case.eager.calls), 'call')} ran; as a graph call {index + 1} raised "
            f"{failure.line[:300]} at line {line}"
        )
    missing = _unusable(case, case.graph)
    if missing is not None:
        return missing
    if not case.graph.total(case.number).traced:
        return case.undecided(Reason.NOT_REACHED)
    if _traces(case.graph) < FEW_TRACES or given:
        return case.undecided(Reason.FEW_CALLS, "all of one signature")
    calls = _number_of(len(case.graph.calls), "call")
    return case.refuted(f"{calls}, {_number_of(_traces(case.graph), 'trace')}: nothing was raised")


def _line_at(case: DrivenCase, failure: Failure) -> int:
    """The user's line of an exception in the file of the finding; 0 elsewhere."""
    if failure.innermost is None or failure.innermost[0] not in case.shadows:
        return 0
    path, shadow = case.shadows[failure.innermost[0]]
    return shadow.user_line(failure.innermost[1]) if path == case.finding.place.path else 0


def keeps_old(case: DrivenCase, eager: Observation, graph: Observation, given: bool) -> Verdict:
    """The calls give something else as a graph, and the same in both modes without the flagged line.

    Args:
        case: the runs of the code as it is.
        eager: the eager run without the line.
        graph: the graph run without the line.
        given: the code was driven with arguments, which tfguard chose.
    """
    for run in (case.graph, eager, graph):
        broken = broken_run(run)
        if broken is not None:
            return case.undecided(*broken)
    if not (case.eager.total(case.number).entered and case.graph.total(case.number).entered):
        return case.undecided(Reason.NOT_REACHED)
    calls = _number_of(len(case.eager.calls), "call")
    failed = next((call.failure for call in case.graph.calls if call.failure is not None), None)
    left = failed is not None and re.search(OUT_OF_SCOPE, failed.text) is not None
    if failed is not None and not left:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, failed.line)
    if given:
        return case.undecided(Reason.NO_ARGUMENTS, "those of the code that makes the calls are tfguard's")
    if not left and len(case.eager.calls) < FEW_TRACES:
        return case.undecided(Reason.FEW_CALLS, calls)
    if not left and _all_agree(case.eager, case.graph):
        return case.refuted(f"{calls}: both modes give the same")
    if graph.failure is not None or not _all_agree(eager, graph):
        return case.undecided(Reason.NOT_OBSERVABLE, "the modes differ, but not because of this line alone")
    how = f"the graph raised {failed.line[:200]}" if failed is not None else "the results differ"
    return case.confirmed(f"{calls}: {how}; without line {case.finding.place.line} both modes give the same")


def _all_agree(eager: Observation, graph: Observation) -> bool:
    pairs = list(zip(eager.calls, graph.calls, strict=False))
    return len(eager.calls) == len(graph.calls) and all(
        one.failure is None and other.failure is None and same_numbers(one.result, other.result)
        for one, other in pairs
    )


def shares_trace(case: DrivenCase) -> Verdict:
    """The flagged call gives another dtype than eagerly, and is served by the trace of an earlier one."""
    missing = _unusable(case, case.graph)
    if missing is not None:
        return missing
    pairs = [
        (one.watched, other.watched)
        for one, other in zip(case.eager.calls, case.graph.calls, strict=False)
        if one.watched is not None and other.watched is not None
    ]
    if len(pairs) < FEW_TRACES:
        return case.undecided(Reason.FEW_CALLS, f"{len(pairs)} ran")
    honest = [index for index, pair in enumerate(pairs) if pair[1].traces and _same_dtypes(*pair)]
    flagged = [(index, pair) for index, pair in enumerate(pairs) if case.flagged.site in (0, pair[0].site)]
    for index, (eager, graph) in flagged:
        if not graph.traces and not _same_dtypes(eager, graph) and honest and honest[0] < index:
            return case.confirmed(
                f"call {index + 1} gives {', '.join(eager.dtypes)} eagerly and {', '.join(graph.dtypes)} "
                f"as a graph, from the trace of call {honest[-1] + 1}"
            )
    if not any(eager.dtypes for _, (eager, _) in flagged):
        return case.undecided(Reason.NOT_OBSERVABLE, "the call returns no numbers")
    if not all(_same_dtypes(*pair) for _, pair in flagged):
        return case.undecided(Reason.NOT_OBSERVABLE, "the dtypes differ for another reason")
    return case.refuted(f"{_number_of(len(flagged), 'call')}: the same dtypes in both modes")


_FAMILIES = (("float", "bfloat"), ("int", "uint"), ("complex",), ("bool",))


def _same_dtypes(eager: Watched, graph: Watched) -> bool:
    if len(eager.dtypes) != len(graph.dtypes):
        return False
    return all(_same_dtype(one, other) for one, other in zip(eager.dtypes, graph.dtypes, strict=True))


def _same_dtype(eager: str, graph: str) -> bool:
    if not eager.startswith("python "):
        return eager == graph
    family = next((names for names in _FAMILIES if eager[7:].startswith(names)), ())
    return graph.startswith(family) or graph == eager


# What is made anew


def remakes_function(case: DrivenCase) -> Verdict:
    """Each time the place is run it makes a function that is traced; the first one, kept, is traced once."""
    missing = _unusable(case, case.graph, calls=False)
    if missing is not None:
        return missing
    made, traces = case.graph.total(case.number).entered, case.graph.total(CONTROL).traced
    if case.graph.total(case.number).traced:
        return case.undecided(Reason.NOT_OBSERVABLE, "it is itself made while tracing")
    if not made:
        return case.undecided(Reason.NOT_REACHED)
    text = f"made {evidence.times(made)}: {_number_of(traces, 'trace')}"
    if made < ENOUGH:
        calls = len(case.graph.calls)
        if calls < ENOUGH or (made > 1 and case.graph.stopped):
            return case.undecided(Reason.FEW_CALLS, text)
        functions = {number for call in _watched(case.graph) for number, _, _ in call.functions}
        if len(functions) > made:
            return case.undecided(Reason.NOT_OBSERVABLE, "what is called is made at another place", text)
        return case.refuted(f"{text} in {_number_of(calls, 'call')}")
    if traces <= FEW_TRACES:
        return case.refuted(text)
    if traces < made:
        return case.undecided(Reason.FEW_CALLS, text)
    kept = case.kept
    if kept is None or not kept.reported or kept.failure is not None or kept.stubs_used:
        return case.undecided(Reason.NOT_OBSERVABLE, "it does not run with what is made first kept", text)
    once = kept.total(CONTROL).traced
    text += f"; with the first one kept: {once}"
    # A first call that makes variables traces twice, and so does each function's.
    if once == 1 or (once == FEW_TRACES and traces >= FEW_TRACES * made):
        return case.confirmed(text)
    return case.undecided(Reason.NOT_OBSERVABLE, "not because of this place alone", text)


def no_effect(case: DrivenCase) -> Verdict:
    """An optimizer's learning rate stays what it was when ``lr`` is assigned, in both modes."""
    for run in (case.eager, case.graph):
        broken = broken_run(run)
        if broken is not None:
            return case.undecided(*broken)
        if run.failure is not None:
            return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, run.failure.line)
    eager, graph = (run.total(case.number).values for run in (case.eager, case.graph))
    if not (eager and graph):
        return case.undecided(Reason.NOT_REACHED)
    told = [[value for value in values if value != "same"] for values in (eager, graph)]
    text = f"assigned {evidence.times(len(graph))}: the learning rate"
    if "moved" in (*eager, *graph):
        return case.refuted(f"{text} followed")
    if "other" in (*eager, *graph):
        return case.refuted(f"assigned {evidence.times(len(graph))}: the object has no learning rate")
    if all(told):
        return case.confirmed(f"{text} stayed what it was, in both modes")
    return case.undecided(Reason.NOT_OBSERVABLE, "the value assigned is the one it has")


def late_bound(case: DrivenCase) -> Verdict:
    """Functions made with different values of the loop's name all read its last one."""
    broken = broken_run(case.graph)
    if broken is not None:
        return case.undecided(*broken)
    if case.graph.failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, case.graph.failure.line)
    made = {note.function: note.value for note in case.graph.making if note.probe == case.number}
    read: dict[int, set[str]] = {}
    for note in case.graph.reads:
        if note.probe == case.number and note.function not in made:
            return case.undecided(Reason.NOT_OBSERVABLE, "which function reads the name cannot be told")
        if note.probe == case.number:
            read.setdefault(note.function, set()).add(note.value)
    ran = [function for function in made if function in read]
    if len(ran) < 2:
        return case.undecided(Reason.FEW_CALLS, f"of {_number_of(len(made), 'function')} made {len(ran)} ran")
    wrong = [function for function in ran if made[function] not in read[function]]
    different = len({made[function] for function in ran})
    seen = set().union(*(read[function] for function in ran))
    text = f"{len(ran)} functions were made with {_number_of(different, 'value')} and read {len(seen)}"
    if different == 1:
        return case.undecided(Reason.FEW_CALLS, text)
    if not wrong:
        return case.refuted(text)
    if len(seen) == 1 and different == len(ran) and wrong == ran[: len(wrong)] and len(wrong) >= len(ran) - 1:
        return case.confirmed(text)
    return case.undecided(Reason.NOT_OBSERVABLE, "not every function reads the loop's last value", text)


# Stale values


@dataclass(frozen=True, slots=True)
class _Pair:
    """One call in both modes."""

    eager: Call
    graph: Call

    @property
    def agrees(self) -> bool:
        return same_numbers(self.eager.result, self.graph.result)

    @property
    def has_numbers(self) -> bool:
        return bool(self.eager.result or self.graph.result)


def _pairs(case: DrivenCase) -> list[_Pair]:
    """Pair the calls of both runs, as long as the same calls follow one another."""
    found = []
    for eager, graph in zip(case.eager.calls, case.graph.calls, strict=False):
        if eager.watched is None or graph.watched is None or eager.watched.site != graph.watched.site:
            break
        found.append(_Pair(eager, graph))
    return found


def _stale(pairs: Sequence[_Pair], number: int) -> list[int]:
    """Which graph calls were served by a trace made when the place would have read another value."""
    traced: dict[object, int] = {}
    found = []
    for index, pair in enumerate(pairs):
        watched = pair.graph.watched
        functions = {function for function, _, _ in watched.functions} if watched is not None else set()
        if watched is None or len(functions) != 1:
            continue
        function = functions.pop()
        if watched.traces:
            traced[function, watched.signature] = traced[function] = index
            continue
        trace = traced.get((function, watched.signature), traced.get(function))
        if trace is None or pair.graph.sight(number).entered:
            continue
        then, now = pairs[trace].eager.sight(number).values, pair.eager.sight(number).values
        if then and now and then != now:
            found.append(index)
    return found


def _opaque(kind: str) -> bool:
    """Tell objects whose content is not looked at."""
    return kind.startswith("tensorflow ") or kind == "variable"


def stale_value(case: DrivenCase) -> Verdict:
    """What the place reads changes between the calls; eager calls see it, graph calls do not."""
    missing = _unusable(case, case.graph)
    if missing is not None:
        return missing
    pairs = _pairs(case)
    values = [pair.eager.sight(case.number).values for pair in pairs]
    if not any(values) or not case.graph.total(case.number).entered:
        return case.undecided(Reason.NOT_REACHED)
    if len(pairs) < 2:
        return case.undecided(Reason.FEW_CALLS, f"{len(pairs)} ran")
    if "symbolic" in case.graph.total(case.number).kinds:
        return case.refuted("what is read is a tensor of the graph, and new in each call")
    different = len(set(filter(None, values)))
    stale = _stale(pairs, case.number)
    calls = _number_of(len(pairs), "call")
    first = stale[0] if stale else len(pairs)
    if not all(pair.agrees for pair in pairs[:first]):
        return case.undecided(Reason.NOT_OBSERVABLE, "the results differ between the modes in any case")
    if not stale:
        if different < 2 and case.eager.stopped:
            return case.undecided(Reason.FEW_CALLS, f"{calls} in which what is read did not change")
        kinds = {kind for pair in pairs for kind in pair.eager.sight(case.number).kinds}
        if not all(pair.has_numbers for pair in pairs) and any(map(_opaque, kinds)):
            return case.undecided(Reason.NOT_OBSERVABLE, "neither what is read nor what is returned tells")
        return case.refuted(f"{calls}: {_number_of(different, 'value')} read, both modes agree")
    text = f"{calls}: {different} values were read eagerly, call {first + 1} on as a graph an old one"
    telling = [pairs[index] for index in stale if pairs[index].has_numbers]
    if not telling:
        read = [value for value in values if value]
        if len({by_content(value) for value in read}) == 1 and different == len(read):
            # A bound method, or what a property makes: another object each time, and nothing has changed.
            return case.undecided(Reason.NOT_OBSERVABLE, "each read gives an object of its own", text)
        return case.confirmed(text)
    if all(pair.agrees for pair in telling):
        return case.undecided(Reason.NOT_OBSERVABLE, "what is returned does not depend on it", text)
    return case.confirmed(f"{text}, and the results differ")
