"""From observations to a verdict: pure functions, one for each kind of expectation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tfguard.confirm import evidence
from tfguard.confirm.probing import Probe
from tfguard.confirm.protocol import CALLS, Failure, Observation, Sight
from tfguard.confirm.shadow import Shadow
from tfguard.confirm.verdict import Outcome, Reason, Verdict, inconclusive
from tfguard.rules.proof import (
    Contrast,
    Expectation,
    FrozenValue,
    LeaksTensor,
    Proof,
    Raises,
    ResultDiffers,
    RunsOnlyWhileTracing,
    StateDiffers,
    WorksAsStyle,
)

CONTROL = 0  # the probe on the subject's first statement
WARM_UP = 2  # a first call that makes variables runs the body twice
CALL_COUNT = 6

_IDENTITY = re.compile(r"#\d+|symbolic:\d+")
_PLAIN = re.compile(r"(float:|complex:|tensor:|symbolic:|array:|#|undescribed|Random|Generator)")
_SEEN_EFFECTS = frozenset(("output", "log", "file", "process", "network", "debugger", "sleep", "state"))
_COARSE = ("python date",)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a verdict on one finding is made of.

    Attributes:
        probe: the flagged place.
        proof: what its rule expects.
        eager, graph: the two runs; for both-fail proofs the runs of the code as written.
        control: for both-fail proofs, the graph run of the mended code.
        mended: for dropped results, the graph run of the mended code.
        shadows: shadow files by the name under which they were shipped, with the user's path.
        note: how the subject was had, when that is not ordinary.
        parameters: names of the root's parameters.
    """

    probe: Probe
    proof: Proof
    eager: Observation
    graph: Observation | None
    control: Observation | None
    mended: Observation | None
    shadows: dict[str, tuple[str, Shadow]]
    note: str
    parameters: tuple[str, ...]

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """What goes with any verdict on it."""
        return evidence.details(self.eager, self.graph, self.note)

    def confirmed(self, text: str) -> Verdict:
        """Make that verdict."""
        return Verdict(Outcome.CONFIRMED, "", text, self.details)

    def refuted(self, text: str) -> Verdict:
        """Make that verdict."""
        return Verdict(Outcome.REFUTED, "", text, self.details)

    def undecided(self, why: Reason, detail: str = "", text: str = "") -> Verdict:
        """Make that verdict."""
        return inconclusive(why, detail, text, self.details)


def judge(case: Case) -> Verdict:
    """Decide one finding.

    A broken run comes first, then any expectation that was seen; only a complete pair of runs that
    reached the place and showed nothing refutes.
    """
    contrast = case.proof.contrast
    if contrast is Contrast.NOT_APPLICABLE:
        return case.undecided(Reason.NO_PROOF)
    if contrast not in (Contrast.EAGER_OK, Contrast.BOTH_FAIL):
        return case.undecided(Reason.NO_PROOF, f"contrast {contrast.value}")
    for run in (case.eager, case.graph):
        broken = broken_run(run) if run is not None else None
        if broken is not None:
            return case.undecided(*broken)
    if contrast is Contrast.BOTH_FAIL:
        return _both_fail(case)
    if case.eager.failure is not None and not _enough_before_failure(case):
        return eager_failed(case)
    if case.graph is None:
        return case.undecided(Reason.INTERNAL, "no graph run")
    if not any(call.sight(CONTROL).entered for call in case.graph.calls):
        return _no_control(case)
    verdicts = [_expectation(case, expectation) for expectation in case.proof.expectations]
    for outcome in (Outcome.CONFIRMED, Outcome.INCONCLUSIVE, Outcome.REFUTED):
        for verdict in verdicts:
            if verdict.outcome is outcome:
                return verdict
    return case.undecided(Reason.NO_PROOF)


def broken_run(run: Observation) -> tuple[Reason, str] | None:
    """Tell why a run says nothing, if it says nothing."""
    if run.failure is not None and run.failure.type == "MemoryError":
        return Reason.MEMORY_LIMIT, ""
    if run.stubs_used:
        name = run.stubs_used[0]
        why = run.stubs_made.get(name, "")
        missing = why.startswith(("ModuleNotFoundError", "ImportError"))
        return (Reason.MODULE_MISSING if missing else Reason.RESTS_ON_STUB), f"{name} ({why})" if why else name
    if run.reported:
        return None
    fixed = {
        "time": (Reason.TIME_LIMIT, ""),
        "signal 24": (Reason.TIME_LIMIT, "processor time"),
        "output": (Reason.OUTPUT_LIMIT, ""),
        "processes": (Reason.PROCESS_LIMIT, ""),
        "worker lost": (Reason.KILLED, "the worker was lost with it"),
        "forged": (Reason.KILLED, "its report was not of the agreed form"),
        "exited 0": (Reason.KILLED, "it left before it reported"),
    }
    return fixed.get(run.how, (Reason.KILLED, run.how))


def eager_failed(case: Case) -> Verdict:
    """Say why no eager run went through."""
    failure = case.eager.failure
    line = failure.line if failure is not None else ""
    if failure is not None and failure.type in ("ModuleNotFoundError",):
        return case.undecided(Reason.MODULE_MISSING, line)
    if case.eager.step < CALLS and failure is not None and failure.type in ("LookupError", "Captured"):
        return case.undecided(Reason.SUBJECT_NOT_FOUND, line)
    if case.eager.tries > 1:
        return case.undecided(Reason.NO_ARGUMENTS, f"{case.eager.tries} tries, the best ended with {line}")
    return case.undecided(Reason.EAGER_FAILS, line)


def _no_control(case: Case) -> Verdict:
    assert case.graph is not None
    if case.graph.failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, case.graph.failure.line)
    return case.undecided(Reason.PROBE_NOT_ACTIVE)


def _enough_before_failure(case: Case) -> bool:
    """Let an iterator that ends after some calls still show that it advanced."""
    frozen = any(isinstance(expectation, FrozenValue) for expectation in case.proof.expectations)
    failure = case.eager.failure
    ended = failure is not None and ("StopIteration" in failure.classes or "StopIteration" in failure.text)
    return frozen and ended and len(case.eager.calls) > WARM_UP


def _expectation(case: Case, expectation: Expectation) -> Verdict:
    if isinstance(expectation, Raises):
        return _raises(case, expectation)
    if isinstance(expectation, RunsOnlyWhileTracing):
        return _runs_only_while_tracing(case)
    if isinstance(expectation, StateDiffers):
        return _state_differs(case)
    if isinstance(expectation, FrozenValue):
        return _frozen_value(case)
    if isinstance(expectation, LeaksTensor):
        return _leaks_tensor(case)
    if isinstance(expectation, ResultDiffers):
        return _result_differs(case)
    if isinstance(expectation, WorksAsStyle):
        return _works_as_style(case)
    raise AssertionError(expectation)


# What runs show


def _graph(case: Case) -> Observation:
    assert case.graph is not None
    return case.graph


def _sights(run: Observation, probe: int) -> list[Sight]:
    return [call.sight(probe) for call in run.calls]


def _entered(run: Observation, probe: int) -> int:
    return sum(sight.entered for sight in _sights(run, probe))


def _count(run: Observation, probe: int, kinds: Sequence[str] | frozenset[str], start: int = 0) -> int:
    """In how many passes of the place one of some effects was seen, from a call on."""
    return sum(
        max((sight.effects.get(kind, 0) for kind in kinds), default=0) for sight in _sights(run, probe)[start:]
    )


def _complete(run: Observation) -> bool:
    return run.failure is None and len(run.calls) >= CALL_COUNT


def _unfinished(case: Case) -> Verdict | None:
    """A graph run that failed, or never came to the place, refutes nothing."""
    graph = _graph(case)
    if graph.failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, graph.failure.line)
    if not _entered(graph, case.probe.number):
        return case.undecided(Reason.NOT_REACHED)
    if not _entered(case.eager, case.probe.number):
        return case.undecided(Reason.NOT_REACHED, "only while tracing, not eagerly")
    if not (_complete(graph) and _complete(case.eager)):
        return case.undecided(Reason.INTERNAL, "fewer calls than planned")
    return None


# Exceptions


def at_place(case: Case, failure: Failure) -> bool:
    """Tell whether an exception came from the flagged statement, by the innermost frame of the user's code."""
    if failure.innermost is None:
        return False
    shipped, line = failure.innermost
    known = case.shadows.get(shipped)
    if known is None:
        return False
    path, shadow = known
    return path == case.probe.place.path and (
        case.probe.first_line <= shadow.user_line(line) <= case.probe.last_line
    )


def _matches(failure: Failure, expectation: Raises) -> bool:
    of_class = bool(set(expectation.classes) & set(failure.classes))
    return of_class and re.search(expectation.pattern, failure.text, re.DOTALL) is not None


def _names_changed_parameter(case: Case, failure: Failure) -> bool:
    """TensorFlow names the argument that was changed; it must be what the flagged place changes."""
    match = re.search(r"parameter\(s\) were modified: (.*)", failure.text)
    if match is None:
        return False
    changed = {name.strip() for name in match[1].split(",")}
    written = case.probe.watch.source.partition(".")[0].partition("[")[0]
    by_place = _count(_graph(case), case.probe.number, ("state",)) > 0
    return by_place and (written in changed or bool(changed & set(case.parameters)))


def _raises(case: Case, expectation: Raises) -> Verdict:
    graph = _graph(case)
    number = case.probe.number
    failure = graph.failure
    if failure is not None and _matches(failure, expectation) and case.eager.failure is None:
        first = len(graph.calls)
        where = "the first call" if first <= 1 else f"call {first}"
        text = f"{len(case.eager.calls)} eager calls ran; as a graph {where} raised {failure.line[:300]}"
        if at_place(case, failure):
            return case.confirmed(f"{text} at line {_user_line(case, failure)}")
        if number in failure.held:
            return case.confirmed(f"{text} while the object made at line {case.probe.place.line} was at work")
        if _names_changed_parameter(case, failure):
            return case.confirmed(text)
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, failure.line)
    unfinished = _unfinished(case)
    if unfinished is not None:
        return unfinished
    return case.refuted(f"{len(graph.calls)} calls: the line was reached and nothing was raised in either mode")


def _user_line(case: Case, failure: Failure) -> int:
    if failure.innermost is None or failure.innermost[0] not in case.shadows:
        return case.probe.place.line
    return case.shadows[failure.innermost[0]][1].user_line(failure.innermost[1])


def _both_fail(case: Case) -> Verdict:
    """The same error at the place in both modes, and none when the place is written as it should be."""
    wanted = [expectation for expectation in case.proof.expectations if isinstance(expectation, Raises)]
    runs = [run for run in (case.eager, case.graph) if run is not None]
    failures = [run.failure for run in runs]
    if all(failure is None for failure in failures):
        reached = all(_entered(run, case.probe.number) for run in runs)
        if not reached:
            return case.undecided(Reason.NOT_REACHED)
        return case.refuted(f"{len(case.eager.calls)} calls: the line was reached and nothing was raised")
    for failure in failures:
        here = failure is not None and any(_matches(failure, expectation) for expectation in wanted)
        if failure is None or not here or not at_place(case, failure):
            line = failure.line if failure is not None else "one of the modes ran"
            return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, line)
    if case.control is not None and case.control.failure is not None:
        return case.undecided(Reason.EAGER_FAILS, "mended code fails too: " + case.control.failure.line)
    first = failures[0]
    text = f"both modes raised {first.line[:300] if first else ''}"
    return case.confirmed(text + ("; the mended line runs" if case.control is not None else ""))


# Effects, state, values


def _runs_only_while_tracing(case: Case) -> Verdict:
    return _only_traced(case, _SEEN_EFFECTS)


def _only_traced(case: Case, kinds: frozenset[str]) -> Verdict:
    graph, number = _graph(case), case.probe.number
    unfinished = _unfinished(case)
    if unfinished is not None:
        return unfinished
    seen = {kind for sight in _sights(case.eager, number)[WARM_UP:] for kind in sight.effects if kind in kinds}
    eager_growth = _count(case.eager, number, kinds & seen, WARM_UP)
    graph_growth = _count(graph, number, kinds & seen, WARM_UP)
    if "state" in seen and _state_moves(graph, number):
        graph_growth += 1
    text = evidence.effects(
        seen, len(graph.calls), _count(case.eager, number, kinds & seen), _count(graph, number, kinds & seen)
    )
    if eager_growth and not graph_growth:
        return case.confirmed(text)
    if not eager_growth:
        return case.refuted(f"{len(graph.calls)} calls: the line was reached and had no effect in Python")
    return case.refuted(text)


def _state_moves(run: Observation, probe: int) -> bool:
    states = [call.states.get(probe, "") for call in run.calls][WARM_UP - 1 :]
    return len(set(states)) > 1


def persists(run: Observation, probe: int) -> bool:
    """Tell whether what the place changes is one thing over the calls, and not made anew in each."""
    seen = [set(sight.owners) for sight in _sights(run, probe) if sight.owners]
    return probe in run.rooted or any(first & second for first, second in zip(seen, seen[1:], strict=False))


def _state_differs(case: Case) -> Verdict:
    graph, number = _graph(case), case.probe.number
    if not case.probe.watch.kind:
        return case.undecided(Reason.NOT_OBSERVABLE, "what is changed there has no name to watch")
    target = _shown_target(case)
    if not persists(case.eager, number) and _entered(case.eager, number) > 1:
        return _unfinished(case) or case.refuted(f"{target} is made anew in each call")
    leaked = _leaked(case)
    if leaked is not None:
        return leaked
    unfinished = _unfinished(case)
    if unfinished is not None:
        return unfinished
    eager_moves = _count(case.eager, number, ("state",), WARM_UP)
    if eager_moves and not _count(graph, number, ("state",), WARM_UP) and not _state_moves(graph, number):
        total, traced = _count(case.eager, number, ("state",)), _count(graph, number, ("state",))
        return case.confirmed(
            f"{len(graph.calls)} calls: {target} changed {evidence.times(total)} eagerly, "
            f"{evidence.times(traced)} as a graph"
        )
    last = [run.calls[-1].states.get(number, "") for run in (case.eager, graph)]
    if last[0] != last[1] and all(text and not _PLAIN.search(text) for text in last):
        return case.confirmed(f"after {len(graph.calls)} calls {target} is another one eagerly than as a graph")
    return case.refuted(f"{len(graph.calls)} calls: {target} ends alike in both modes")


def _shown_target(case: Case) -> str:
    watch = case.probe.watch
    if watch.kind == "attribute":
        return f"{watch.source}.{watch.name}"
    return watch.source or watch.name or "the target"


def _leaked(case: Case) -> Verdict | None:
    graph, number = _graph(case), case.probe.number
    if any(number in call.leaks for call in case.eager.calls):
        return None
    for index, call in enumerate(graph.calls, 1):
        if number not in call.leaks:
            continue
        if not (persists(case.eager, number) and _entered(graph, number)):
            continue
        error = call.leaks[number]
        used = f"; using it raises {error[:200]}" if error else ""
        return case.confirmed(f"after graph call {index} {_shown_target(case)} holds a tensor without a value{used}")
    return None


def _leaks_tensor(case: Case) -> Verdict:
    if not case.probe.watch.kind:
        return case.undecided(Reason.NOT_OBSERVABLE, "what is stored there has no name to watch")
    leaked = _leaked(case)
    if leaked is not None:
        return leaked
    unfinished = _unfinished(case)
    if unfinished is not None:
        return unfinished
    return case.refuted(
        f"{len(_graph(case).calls)} calls: {_shown_target(case)} holds no tensor without a value that outlives them"
    )


def _by_content(tokens: Sequence[str]) -> tuple[str, ...]:
    return tuple(_IDENTITY.sub("#", token) for token in tokens)


def _frozen_value(case: Case) -> Verdict:
    graph, number = _graph(case), case.probe.number
    eager = [sight for sight in _sights(case.eager, number) if sight.entered or sight.values]
    traced = _sights(graph, number)
    kinds = {kind for sight in traced for kind in sight.kinds}
    if not kinds - {"none"}:
        return _only_traced(case, _SEEN_EFFECTS | {"random"})
    distinct = len({_by_content(sight.values) for sight in eager})
    count = f"{len(eager)} eager calls gave {distinct} value{'s' if distinct != 1 else ''}"
    if graph.failure is None and len(graph.calls) < CALL_COUNT:
        return case.undecided(Reason.INTERNAL, "fewer calls than planned")
    if graph.failure is not None or not eager:
        return _unfinished(case) or case.undecided(Reason.NOT_REACHED)
    if distinct < 2:
        if kinds & set(_COARSE):
            return case.undecided(Reason.NOT_OBSERVABLE, "the value does not change within an experiment")
        return case.refuted(f"{len(eager)} eager calls all gave the same value")
    if "symbolic" in kinds:
        return _frozen_while_running(case, count)
    later = sum(sight.entered + len(sight.values) for sight in traced[WARM_UP:])
    if later:
        return case.refuted(f"{count}, and the place runs again in later graph calls")
    return case.confirmed(f"{count}, {len(graph.calls)} graph calls the value of the trace")


def _frozen_while_running(case: Case, count: str) -> Verdict:
    """The place gives a tensor: what it is worth is known when the graph runs."""
    runs = [_by_content(sight.run_values) for sight in _sights(_graph(case), case.probe.number)]
    seen = [values for values in runs if values]
    if len(seen) < CALL_COUNT - WARM_UP:
        return case.undecided(Reason.NOT_OBSERVABLE, "the tensor's value in the graph could not be read")
    if len(set(seen)) == 1:
        return case.confirmed(f"{count}, {len(seen)} graph calls one value")
    return case.refuted(f"{count}, {len(seen)} graph calls {len(set(seen))}")


# Results


def results_agree(eager: Observation, graph: Observation) -> bool:
    """Compare what the calls returned, within floating point's error."""
    if len(eager.calls) != len(graph.calls):
        return False
    return all(
        _same(first.result, second.result) for first, second in zip(eager.calls, graph.calls, strict=True)
    )


def _same(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]]) -> bool:
    if len(first) != len(second):
        return False
    return all(
        len(one) == len(other) and all(_close(a, b) for a, b in zip(one, other, strict=True))
        for one, other in zip(first, second, strict=True)
    )


def _close(first: str, second: str) -> bool:
    if first == second:
        return True
    try:
        one, other = float(first), float(second)
    except ValueError:
        return False
    return abs(one - other) <= 1e-4 * max(1.0, abs(one), abs(other))


def _result_differs(case: Case) -> Verdict:
    unfinished = _unfinished(case)
    graph = _graph(case)
    failed = graph.failure is not None and _entered(graph, case.probe.number) > 0
    if unfinished is not None and not failed:
        return unfinished
    if not failed and results_agree(case.eager, graph):
        return case.refuted(f"{len(graph.calls)} calls return the same in both modes")
    mended = case.mended
    if mended is None or mended.failure is not None or not results_agree(case.eager, mended):
        return case.undecided(Reason.NOT_OBSERVABLE, "the results differ, but not because of this line alone")
    return case.confirmed(
        "the same calls return something else as a graph; with the result of the line kept they agree"
    )


def _works_as_style(case: Case) -> Verdict:
    unfinished = _unfinished(case)
    if unfinished is not None:
        return unfinished
    graph, number = _graph(case), case.probe.number
    states = [call.states.get(number, "") for call in graph.calls]
    if case.probe.watch.kind and (len(set(states[WARM_UP - 1 :])) != 1 or "Variable" not in states[-1]):
        return case.undecided(Reason.NOT_OBSERVABLE, f"{_shown_target(case)} is not one variable after the calls")
    return case.confirmed(f"{len(graph.calls)} calls ran in both modes with one variable")

