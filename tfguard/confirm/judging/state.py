"""Expectations about effects, state, values and results."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tfguard.confirm.judging import evidence
from tfguard.confirm.judging.case import (
    CALLED,
    WARM_UP,
    Case,
    by_callee,
    count,
    entered,
    graph_of,
    persists,
    sights,
    unfinished,
)
from tfguard.confirm.verdict import Reason, Verdict
from tfguard.confirm.workers.protocol import Observation, Sight
from tfguard.rules.error_texts import OUT_OF_SCOPE
from tfguard.rules.proof import RunsOnlyWhileTracing

_IDENTITY = re.compile(r"#\d+|symbolic:\d+")
_PLAIN = re.compile(r"(float:|complex:|tensor:|symbolic:|array:|#|undescribed|Random|Generator)")
_SEEN_EFFECTS = frozenset(("output", "log", "file", "process", "network", "debugger", "sleep", "state"))
_FILE = frozenset(("file",))
_STATE = frozenset(("state",))
ENOUGH_VALUES = 3
_COARSE = ("python date",)


def _counted(case: Case) -> frozenset[str]:
    """The kinds of effect that count for the rule; all of them where it does not say."""
    named = {
        effect.value
        for expectation in case.proof.expectations
        if isinstance(expectation, RunsOnlyWhileTracing)
        for effect in expectation.effects
    }
    return frozenset(named) or _SEEN_EFFECTS


def runs_only_while_tracing(case: Case) -> Verdict:
    """The place acts on Python's world at each eager call and not at each graph call."""
    return _only_traced(case, _counted(case))


def _only_traced(case: Case, kinds: frozenset[str]) -> Verdict:
    graph, number = graph_of(case), case.probe.number
    ghost = _ghost(case, kinds)
    if ghost is not None:
        return ghost
    missing = unfinished(case, refuting=False)
    if missing is not None:
        return missing
    seen = {kind for sight in sights(case.eager, number)[WARM_UP:] for kind in sight.effects if kind in kinds}
    eager_growth = count(case.eager, number, kinds & seen, WARM_UP)
    graph_growth = count(graph, number, kinds & seen, WARM_UP)
    if "state" in seen and _state_moves(graph, number):
        graph_growth += 1
    text = evidence.effects(
        seen, len(graph.calls), count(case.eager, number, kinds & seen), count(graph, number, kinds & seen)
    )
    # What never happened in the graph run is guarded against it, not left to the trace.
    if eager_growth and not graph_growth and count(graph, number, kinds & seen):
        return case.confirmed(text)
    missing = unfinished(case)
    if missing is not None:
        return missing
    if not _reached_later(case):
        if kinds == _STATE and results_agree(case.eager, graph):
            return case.refuted(f"{len(graph.calls)} calls: reached in the first alone, and both modes agree")
        return case.undecided(Reason.NOT_REACHED, "not after the first calls")
    if not eager_growth:
        return by_callee(case, kinds) or case.refuted(
            f"{len(graph.calls)} calls: the line was reached and had no effect in Python"
        )
    return case.refuted(text)


def _reached_later(case: Case) -> bool:
    return any(sight.entered for sight in sights(case.eager, case.probe.number)[WARM_UP:])


def _ghost(case: Case, kinds: frozenset[str]) -> Verdict | None:
    """Both branches of a tensor condition are traced: the one that is never taken acts all the same."""
    graph, number = graph_of(case), case.probe.number
    if graph.failure is not None or case.eager.failure is not None or entered(case.eager, number):
        return None
    if not persists(graph, number):
        kinds -= {"state"}
    traced = count(graph, number, kinds)
    if not traced or not entered(graph, number):
        return None
    seen = {kind for sight in sights(graph, number) for kind in sight.effects if kind in kinds}
    text = evidence.effects(seen, len(graph.calls), 0, traced)
    return case.confirmed(text + ", although the branch is not taken")


def _state_moves(run: Observation, probe: int) -> bool:
    states = [call.states.get(probe, "") for call in run.calls][WARM_UP - 1 :]
    return len(set(states)) > 1


def state_differs(case: Case) -> Verdict:
    """What the place changes is left in another state, or holds a tensor without a value."""
    graph, number = graph_of(case), case.probe.number
    if case.probe.local:
        return unfinished(case) or case.refuted("only names of the call itself are bound there")
    if not case.probe.watch.kind:
        return case.undecided(Reason.NOT_OBSERVABLE, "what is changed there has no name to watch")
    target = _shown_target(case)
    if not persists(case.eager, number) and entered(case.eager, number) > 1:
        return unfinished(case) or case.refuted(f"{target} is made anew in each call")
    called = by_callee(case, _STATE)
    if called is not None:
        return called
    leaked = _leaked(case)
    if leaked is not None:
        return leaked
    ghost = _ghost(case, _STATE)
    if ghost is not None:
        return ghost
    missing = unfinished(case, refuting=False)
    if missing is not None:
        return missing
    eager_moves = count(case.eager, number, ("state",), WARM_UP)
    total, traced = count(case.eager, number, ("state",)), count(graph, number, ("state",))
    if (
        eager_moves
        and traced
        and not (count(graph, number, ("state",), WARM_UP) or _state_moves(graph, number))
    ):
        return case.confirmed(
            f"{len(graph.calls)} calls: {target} changed {evidence.times(total)} eagerly, "
            f"{evidence.times(traced)} as a graph"
        )
    last = [run.calls[-1].states.get(number, "") for run in (case.eager, graph)]
    if total + traced and last[0] != last[1] and all(text and not _PLAIN.search(text) for text in last):
        return case.confirmed(
            f"after {len(graph.calls)} calls {target} is another one eagerly than as a graph"
        )
    if not _reached_later(case) and not results_agree(case.eager, graph):
        return case.undecided(Reason.NOT_REACHED, "not after the first calls")
    return case.refuted(f"{len(graph.calls)} calls: {target} ends alike in both modes")


def _shown_target(case: Case) -> str:
    watch = case.probe.watch
    if watch.kind == "attribute":
        return f"{watch.source}.{watch.name}"
    return watch.source or watch.name or "the target"


def _leaked(case: Case) -> Verdict | None:
    graph, number = graph_of(case), case.probe.number
    if any(number in call.leaks for call in case.eager.calls) or by_callee(case, _STATE) is not None:
        return None
    # AutoGraph stores what a branch or loop assigns behind it.
    later = bool(case.probe.around) and not case.probe.expression
    if not later and not any(sight.left for sight in sights(graph, number)):
        return None  # another line has left it there
    for index, call in enumerate(graph.calls, 1):
        if number not in call.leaks:
            continue
        # A branch that is never taken eagerly is traced all the same.
        lasting = persists(case.eager if entered(case.eager, number) else graph, number)
        if not (lasting and entered(graph, number)):
            continue
        error = call.leaks[number]
        used = f"; using it raises {error[:200]}" if error else ""
        return case.confirmed(
            f"after graph call {index} {_shown_target(case)} holds a tensor without a value{used}"
        )
    return None


def leaks_tensor(case: Case) -> Verdict:
    """What the place stores into holds a tensor without a value after a graph call."""
    if case.probe.local:
        return unfinished(case) or case.refuted("only names of the call itself are bound there")
    if not case.probe.watch.kind:
        return case.undecided(Reason.NOT_OBSERVABLE, "what is stored there has no name to watch")
    leaked = _leaked(case) or by_callee(case, _STATE)
    if leaked is not None:
        return leaked
    missing = unfinished(case)
    if missing is not None:
        return missing
    return case.refuted(
        f"{len(graph_of(case).calls)} calls: {_shown_target(case)} keeps no tensor without a value"
    )


def _typed(sight: Sight) -> list[tuple[str, str]]:
    return list(zip(sight.values, sight.kinds, strict=False))


def by_content(tokens: Sequence[str]) -> tuple[str, ...]:
    """Leave out of values which object each is."""
    return tuple(_IDENTITY.sub("#", token) for token in tokens)


def frozen_value(case: Case) -> Verdict:
    """The place gives new values eagerly and one value in the graph."""
    graph, number = graph_of(case), case.probe.number
    eager = [sight for sight in sights(case.eager, number) if sight.entered or sight.values]
    traced = sights(graph, number)
    kinds = {kind for sight in traced for kind in sight.kinds}
    if not kinds - {"none"}:
        return _only_traced(case, _counted(case))
    if any("tensor:" in token and kind != "tensor" for sight in eager for token, kind in _typed(sight)):
        return unfinished(case) or case.undecided(Reason.NOT_OBSERVABLE, "the value holds tensors")
    if _counted(case) == _FILE and not count(case.eager, number, _FILE):
        return unfinished(case) or case.refuted(f"{len(eager)} eager calls touched no file there")
    distinct = len({by_content(sight.values) for sight in eager})
    said = f"{len(eager)} eager calls gave {distinct} value{'s' if distinct != 1 else ''}"
    if graph.failure is not None or not eager:
        return unfinished(case) or case.undecided(Reason.NOT_REACHED)
    if any(CALLED + "value" in sight.effects for sight in eager):
        return case.undecided(Reason.NOT_OBSERVABLE, "a function that the line calls gives the value")
    if distinct < 2:
        if kinds & set(_COARSE):
            return case.undecided(Reason.NOT_OBSERVABLE, "the value does not change within an experiment")
        return case.refuted(f"{len(eager)} eager calls all gave the same value")
    if "symbolic" in kinds:
        return _frozen_while_running(case, said)
    later = sum(sight.entered + len(sight.values) for sight in traced[WARM_UP:])
    if later:
        return case.refuted(f"{said}, and the place runs again in later graph calls")
    return _once_a_trace(case, f"{said}, {len(graph.calls)} graph calls the value of the trace")


def _once_a_trace(case: Case, text: str) -> Verdict:
    """Confirm what changes by itself, and not with the arguments or the state of the program."""
    if any(SYMBOLIC_TEXT in sight.kinds for sight in sights(graph_of(case), case.probe.number)):
        return case.undecided(Reason.NOT_OBSERVABLE, "it is a text with a tensor's name", text)
    if case.twice is None or _by_themselves(case):
        return case.confirmed(text)
    return case.undecided(Reason.NOT_OBSERVABLE, "twice in a row it gives the same value", text)


def _by_themselves(case: Case) -> bool:
    """Whether the place, evaluated twice in a row, gave two values in some call."""
    if case.twice is None or not case.twice.reported:
        return False
    values = [by_content(sight.values) for sight in sights(case.twice, case.probe.number)]
    return any(
        one != other for tokens in values for one, other in zip(tokens[::2], tokens[1::2], strict=False)
    )


def _frozen_while_running(case: Case, said: str) -> Verdict:
    """The place gives a tensor: what it is worth is known when the graph runs."""
    runs = [by_content(sight.run_values) for sight in sights(graph_of(case), case.probe.number)]
    seen = [values for values in runs if values]
    if len(seen) < ENOUGH_VALUES:
        return case.undecided(Reason.NOT_OBSERVABLE, "the tensor's value in the graph could not be read")
    if len(set(seen)) == 1:
        return _once_a_trace(case, f"{said}, {len(seen)} graph calls one value")
    return case.refuted(f"{said}, {len(seen)} graph calls {len(set(seen))}")


SYMBOLIC_TEXT = "python symbolic text"  # the worker's name for it
OPEN_FAILED = "open failed"
OPEN_TEXT = f"open {SYMBOLIC_TEXT}"  # where it was traced with an open axis


def symbolic_text(case: Case) -> Verdict:
    """The place makes a text with the name of a tensor in the graph, and no such text eagerly."""
    number = case.probe.number
    eager = [kind for sight in sights(case.eager, number) for kind in sight.kinds]
    traced = [kind for sight in sights(graph_of(case), number) for kind in sight.kinds]
    if not eager or not traced:
        return unfinished(case) or case.undecided(Reason.NOT_REACHED)
    if SYMBOLIC_TEXT in traced and SYMBOLIC_TEXT not in eager:
        calls = len(graph_of(case).calls)
        return case.confirmed(
            f"the text has a symbolic tensor's name in {calls} graph calls, and in no eager one"
        )
    missing = unfinished(case)
    if missing is None and OPEN_TEXT in traced and SYMBOLIC_TEXT not in eager:
        return case.confirmed("traced with the first axis open, the text has a symbolic tensor's name")
    if missing is None and OPEN_FAILED in traced:
        return case.undecided(Reason.NOT_OBSERVABLE, "with the first axis open the place was not traced")
    return missing or case.refuted("the text names no symbolic tensor")


def left_out(case: Case) -> Verdict:
    """The graph has the operation and does not run it; eagerly it runs."""
    number = case.probe.number
    eager = sum(len(sight.kinds) for sight in sights(case.eager, number))
    uses = [use for sight in sights(graph_of(case), number) for use in sight.uses]
    if not eager or not uses:
        return unfinished(case) or case.undecided(Reason.NOT_REACHED)
    if set(uses) == {"unused"}:
        return case.confirmed(
            f"{eager} eager calls ran the operation; in the graph nothing that is run depends on it"
        )
    return unfinished(case) or case.refuted("the graph runs the operation")


def results_agree(eager: Observation, graph: Observation) -> bool:
    """Compare what the calls returned, within floating point's error."""
    if len(eager.calls) != len(graph.calls):
        return False
    return all(
        same_numbers(first.result, second.result)
        for first, second in zip(eager.calls, graph.calls, strict=True)
    )


def same_numbers(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]]) -> bool:
    """Compare the numbers of two results, within floating point's error."""
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


def result_differs(case: Case) -> Verdict:
    """The calls return something else, and keeping the result of the place mends it."""
    missing = unfinished(case)
    graph = graph_of(case)
    failed = graph.failure is not None and entered(graph, case.probe.number) > 0
    if missing is not None and not failed:
        return missing
    if not failed and results_agree(case.eager, graph):
        if case.probe.mended:
            return case.undecided(Reason.NOT_OBSERVABLE, "what is returned does not depend on the line")
        return case.refuted(f"{len(graph.calls)} calls return the same in both modes")
    mended = case.mended
    if mended is None or mended.failure is not None or not results_agree(case.eager, mended):
        return case.undecided(Reason.NOT_OBSERVABLE, "the results differ, but not because of this line alone")
    return case.confirmed(
        "the same calls return something else as a graph; with the result of the line kept they agree"
    )


def runs_once_in_loop(case: Case) -> Verdict:
    """The place runs in each round of a loop eagerly, once in the graph, and that is why the modes differ."""
    graph, number = graph_of(case), case.probe.number
    rounds, traced = (max((s.entered for s in sights(run, number)), default=0) for run in (case.eager, graph))
    leaks = graph.failure is not None and re.search(OUT_OF_SCOPE, graph.failure.text) is not None
    if not rounds or not traced or not leaks:
        missing = unfinished(case)
        if missing is not None:
            return missing
    if not count(case.eager, number, _STATE):
        return unfinished(case) or case.refuted("the line changes no list or dict of Python")
    if rounds <= traced:
        if rounds < 2:
            return case.undecided(Reason.FEW_CALLS, "the loop went round once")
        return case.refuted(f"the line runs {evidence.times(rounds)} a call eagerly and while tracing")
    if not leaks and results_agree(case.eager, graph):
        return case.refuted(f"{len(graph.calls)} calls return the same in both modes")
    text = (
        f"in one call the line runs {evidence.times(rounds)} eagerly and {evidence.times(traced)} as a graph"
    )
    if case.without is None or not _alike(*case.without):
        return case.undecided(
            Reason.NOT_OBSERVABLE, "the modes differ, but not because of this line alone", text
        )
    how = f"the graph raised {graph.failure.line[:200]}" if graph.failure else "the results differ"
    return case.confirmed(f"{text}; {how}; without the line both modes do the same")


def _alike(eager: Observation, graph: Observation) -> bool:
    """Whether two runs both returned the same, or both failed, and not by a tensor used out of its graph."""
    if not eager.reported or not graph.reported:
        return False
    if graph.failure is None:
        return eager.failure is None and results_agree(eager, graph)
    return eager.failure is not None and re.search(OUT_OF_SCOPE, graph.failure.text) is None


def works_as_style(case: Case) -> Verdict:
    """Both modes run, and the target, where the finding names one, stays one variable."""
    missing = unfinished(case)
    if missing is not None:
        return missing
    graph, number = graph_of(case), case.probe.number
    states = [call.states.get(number, "") for call in graph.calls]
    if not case.target:
        return case.confirmed(f"{len(graph.calls)} calls ran in both modes")
    if case.probe.watch.kind and not any("ariable" in state for state in states):
        return case.refuted(f"{_shown_target(case)} holds no variable")
    if case.probe.watch.kind and len(set(states[WARM_UP - 1 :])) != 1:
        return case.undecided(
            Reason.NOT_OBSERVABLE, f"{_shown_target(case)} is not one variable after the calls"
        )
    return case.confirmed(f"{len(graph.calls)} calls ran in both modes with one variable")


BAKED_BYTES = 512 << 10  # less is not worth a word
_NEARLY = 0.9


_LESS = 0.95  # of the size: the rest of the graph stays what it is when a loop has half of its rounds


def unrolls_loop(case: Case) -> Verdict:
    """The graph grows with the rounds of the loop: half of them make it clearly smaller."""
    missing = unfinished(case, refuting=False)
    if missing is not None:
        return missing
    graph, number = graph_of(case), case.probe.number
    if not case.probe.halved and not case.probe.tests:
        return case.refuted("the place is no loop")
    if not case.probe.halved:
        rounds = max(sight.entered for sight in sights(graph, number)) - 1
        text = f"while tracing the condition is asked {evidence.times(rounds + 1)}"
        return case.confirmed(text) if rounds >= ENOUGH_ROUNDS else case.refuted(text)
    whole, half = graph.graph_bytes, case.mended
    if not whole:
        return case.undecided(Reason.NOT_OBSERVABLE, "the graph could not be measured")
    if half is None or half.failure is not None or not half.graph_bytes:
        return case.undecided(Reason.NOT_OBSERVABLE, "it does not run with half of the rounds")
    text = f"the graph has {evidence.size(whole)}; with half of the rounds {evidence.size(half.graph_bytes)}"
    if half.graph_bytes <= whole * _LESS and whole - half.graph_bytes >= KIB:
        return case.confirmed(text)
    return case.refuted(text)


ENOUGH_ROUNDS = 16
KIB = 1024


def grows_graph(case: Case) -> Verdict:
    """The graph holds the flagged array; with a tensor made outside in its place it is smaller by that."""
    missing = unfinished(case)
    if missing is not None:
        return missing
    graph, outside = graph_of(case).graph_bytes, case.mended
    array = max(sight.size for sight in sights(case.eager, case.probe.number))
    if not graph:
        return case.undecided(Reason.NOT_OBSERVABLE, "the graph could not be measured")
    if graph < BAKED_BYTES:
        return case.refuted(f"the graph has {evidence.size(graph)}, the array {evidence.size(array)}")
    if outside is None or outside.failure is not None or not outside.graph_bytes:
        return case.undecided(Reason.NOT_OBSERVABLE, "it does not run with a tensor in place of the array")
    text = (
        f"the graph has {evidence.size(graph)}; with the array of {evidence.size(array)} "
        f"made a tensor outside {evidence.size(outside.graph_bytes)}"
    )
    saved = graph - outside.graph_bytes
    # An array of float64 may be a constant of float32.
    if saved >= BAKED_BYTES * _NEARLY and saved >= array * _NEARLY / 2:
        return case.confirmed(text)
    return case.undecided(Reason.NOT_OBSERVABLE, "another part of the graph is large", text)
