"""Which check a script makes, by what proves the finding: eager calls are compared with graph calls."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tfguard.confirm.judging.case import WARM_UP, Case, sights
from tfguard.confirm.judging.state import BAKED_BYTES, ENOUGH_ROUNDS, KIB
from tfguard.confirm.probes.probing import Probe
from tfguard.confirm.repro.code import acting, looking
from tfguard.confirm.slices.shadow import Edit
from tfguard.confirm.workers.protocol import Failure
from tfguard.rules.error_texts import ENDLESS_RECURSION, NOT_A_TENSOR
from tfguard.rules.proof import (
    BreaksProtocol,
    CheckLeftOut,
    CompiledDiffers,
    Effect,
    Expectation,
    FrozenValue,
    GrowsGraph,
    LeaksTensor,
    LeftOut,
    NeverReturns,
    Raises,
    ResultDiffers,
    ReturnRefused,
    RunsOnceInLoop,
    RunsOnlyWhileTracing,
    SkipsHandler,
    SpoilsObject,
    StateDiffers,
    SymbolicText,
    UnrollsLoop,
)

_MEASURES = {
    "output": ("measure_output", "printed"),
    "log": ("measure_log", "logged"),
    "file": ("measure_world", "touched a file"),
    "process": ("measure_world", "started a process"),
    "network": ("measure_world", "used the network"),
    "debugger": ("measure_pauses", "stopped"),
    "sleep": ("measure_pauses", "slept"),
    "random": ("measure_random", "drew random numbers"),
    "state": ("measure_state", "changed what it writes"),
}


@dataclass(frozen=True)
class Check:
    """One kind of check.

    Attributes:
        parts: the pieces that a script takes it from, the one with ``main`` first.
        shows: what to look for, a sentence.
        values: constants of the pieces.
        edits: marks at the flagged place.
        other: name of a constant that holds the flagged lines in another form, and what makes that form.
        marked: the user's line that the mark stands above, where it is not that of the flagged statement.
        prepare: functions of the pieces that are called first.
    """

    parts: tuple[str, ...]
    shows: str
    values: Mapping[str, object] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    other: tuple[str, tuple[Edit, ...]] = ("", ())
    marked: int = 0
    prepare: tuple[str, ...] = ()


def check_for(case: Case, expectation: Expectation, module: str, text: str) -> Check | None:
    """Choose the check that shows what one expectation speaks of; None where no script can.

    Args:
        case: the runs.
        expectation: what was seen.
        module: name of the flagged place's module.
        text: its source.
    """
    match expectation:
        case Raises():
            return raises(case, expectation)
        case NeverReturns():
            errors = {"ERRORS": ("RecursionError", "Exception"), "TEXT": ENDLESS_RECURSION, "LINES": 0}
            shows = "eager calls return; as a graph the flagged call never does, and Python's stack is full"
            return Check(("raises",), shows, errors)
        case ReturnRefused():
            return _refused(case)
        case SpoilsObject(refused):
            shows = "as a graph the object cannot be made, or holds a tensor without a value"
            values = {"ERRORS": refused.classes, "TEXT": refused.pattern, "LINES": 0}
            return Check(("object_spoiled", "raises"), shows, values)
        case BreaksProtocol(pattern):
            shows = "eager calls run; as a graph Python refuses what the method returns"
            return Check(("raises",), shows, {"ERRORS": ("TypeError",), "TEXT": pattern, "LINES": 0})
        case RunsOnlyWhileTracing():
            return _effects(case, expectation, module, text)
        case StateDiffers() | LeaksTensor():
            return _state(case, module, text)
        case FrozenValue():
            return _values(case, module, text)
        case SymbolicText():
            shows = "the flagged text has the value eagerly, and the name of a symbolic tensor in the graph"
            return Check(("texts",), shows, edits=looking(case.probe.edits, text))
        case LeftOut():
            shows = "the flagged operation runs at each eager call, and nothing in the graph needs it"
            return Check(("unused",), shows, edits=looking(case.probe.edits, text))
        case ResultDiffers() if case.probe.mended:
            shows = "the results differ between the modes, and agree when the result of the line is kept"
            return Check(("results",), shows, other=("OTHERWISE", case.probe.mended))
        case RunsOnceInLoop() if case.probe.removed:
            return without_line(case)
        case SkipsHandler():
            shows = "eagerly the handler takes the error; as a graph the error goes past it"
            return Check(("handler",), shows, edits=acting(case.probe.edits, text, watched=False))
        case CompiledDiffers():
            shows = "the results differ when XLA compiles the function, and only then"
            return Check(("compiled", "without_xla"), shows)
        case CheckLeftOut() if case.probe.failing:
            shows = (
                "made to fail, the flagged check stops the graph, and nothing happens when XLA compiles it"
            )
            return Check(("check_left_out", "without_xla"), shows, other=("FAILING", case.probe.failing))
        case UnrollsLoop():
            return _unrolls(case.probe, text)
        case GrowsGraph() if case.probe.lifted:
            shows = "the graph holds the array, and is smaller by it with a tensor made outside"
            how = {"HOW": "with a tensor made outside in its place", "LEAST": BAKED_BYTES // 2}
            return Check(("sizes",), shows, how, other=("OTHERWISE", case.probe.lifted))
    return None


def without_line(case: Case) -> Check:
    """Compare the modes, and both once more without the flagged line."""
    shows = "the modes do not do the same, and do so without the flagged line"
    values = {"BOTH": True, "HOW": "without the flagged line"}
    return Check(("results",), shows, values, other=("OTHERWISE", case.probe.removed))


def raises(case: Case, expectation: Raises) -> Check:
    """Look for an error, at the line where it was seen to come from."""
    failure = case.graph.failure if case.graph is not None else case.eager.failure
    values: dict[str, object] = {"ERRORS": expectation.classes, "TEXT": expectation.pattern}
    marked, lines = _raised_at(case, failure)
    values["LINES"] = lines
    both = case.eager.failure is not None
    opened = case.graph is not None and len(case.graph.calls) > len(case.eager.calls) and not both
    shows = "eager calls run; as a graph the flagged line raises an error"
    if both:
        other = ("MENDED", case.probe.mended) if case.probe.mended else ("", ())
        shows = "both modes raise an error at the flagged line"
        return Check(("raises_both", "raises"), shows, values, other=other, marked=marked)
    if opened:
        shows = "calls run; traced for batches of any size, the flagged line raises an error"
        return Check(("raises_open", "raises"), shows, values, marked=marked)
    return Check(("raises",), shows, values, marked=marked)


def definition(case: Case, expectations: Sequence[Expectation]) -> Check:
    """Look for an error that is gone without what is flagged."""
    wanted = [one for one in expectations if isinstance(one, Raises)]
    failure = case.graph.failure if case.graph is not None else None
    chosen = next(
        (one for one in wanted if failure is not None and re.search(one.pattern, failure.text, re.DOTALL)),
        wanted[0],
    )
    values = {"ERRORS": chosen.classes, "TEXT": chosen.pattern, "LINES": 0}
    shows = "the code raises an error as it is written, and none without what is flagged"
    return Check(("definition", "raises"), shows, values, other=("WITHOUT", case.probe.undecorated))


def _raised_at(case: Case, failure: Failure | None) -> tuple[int, int]:
    """The user's line that a mark stands above, and how many lines below it count; 0 for any place."""
    probe = case.probe
    own = 0, probe.last_line - min(probe.first_line, probe.place.line) + 1
    if failure is None:
        return own
    if failure.innermost is None or failure.innermost[0] not in case.shadows:
        return 0, 0
    path, shadow = case.shadows[failure.innermost[0]]
    line = shadow.user_line(failure.innermost[1])
    if path == probe.place.path and probe.first_line <= line <= probe.last_line:
        return own
    related = any(one.path == path and one.line <= line <= one.end_line for one in case.related)
    if path == probe.place.path and (line in probe.around or related):
        return line, 1
    return 0, 0


def _refused(case: Case) -> Check:
    shows = "eager calls run; as a graph TensorFlow refuses what the function returns"
    failure = case.graph.failure if case.graph is not None else None
    named = re.search(NOT_A_TENSOR, failure.text, re.DOTALL) if failure is not None else None
    text = NOT_A_TENSOR
    if named is not None:
        text = text.replace(r"(\S+)", re.escape(named[1])).replace(r"(\w+)", named[2])
    return Check(("raises",), shows, {"ERRORS": ("TypeError",), "TEXT": text, "LINES": 0})


def _watching(probe: Probe, module: str) -> dict[str, object]:
    if not probe.watch.kind or probe.watch.kind == "object":
        return {}
    where = {"MODULE": module} if probe.watch.kind == "global" else {}
    return {"WATCH": probe.watch.kind, "TARGET": probe.watch.name, **where}


def _effects(case: Case, expectation: RunsOnlyWhileTracing, module: str, text: str) -> Check:
    kinds = [effect.value for effect in expectation.effects] or [effect.value for effect in Effect]
    runs = [run for run in (case.eager, case.graph) if run is not None]
    seen = {kind for run in runs for sight in sights(run, case.probe.number) for kind in sight.effects}
    later = {kind for sight in sights(case.eager, case.probe.number)[WARM_UP:] for kind in sight.effects}
    kind = next((one for one in kinds if one in later), next((one for one in kinds if one in seen), kinds[0]))
    part, did = _MEASURES[kind]
    values: dict[str, object] = {"DID": did, **_watching(case.probe, module)}
    shows = f"the flagged place {did} at each eager call, and as a graph only while tracing"
    parts = ("effects", part, "describing")
    return Check(parts, shows, values, acting(case.probe.edits, text, kind in ("state", "random")))


def _state(case: Case, module: str, text: str) -> Check:
    values = _watching(case.probe, module)
    ends = [
        run.calls[-1].states.get(case.probe.number, "")
        for run in (case.eager, case.graph)
        if run and run.calls
    ]
    values["ENDS"] = len(set(ends)) > 1 and all(ends)
    shows = (
        "what the flagged line writes changes at each eager call; graph calls leave it alone once they are "
        "traced, or leave a tensor without a value in it"
    )
    return Check(("state", "describing"), shows, values, acting(case.probe.edits, text, watched=True))


def _values(case: Case, module: str, text: str) -> Check:
    kinds = (
        {kind for sight in sights(case.graph, case.probe.number) for kind in sight.kinds}
        if case.graph
        else set()
    )
    if (kinds and not kinds - {"none"}) or (not case.probe.expression and not _takes_items(case.probe)):
        counted = [one for one in case.proof.expectations if isinstance(one, RunsOnlyWhileTracing)]
        return _effects(case, counted[0] if counted else RunsOnlyWhileTracing(), module, text)
    shows = "the flagged expression has a new value at each eager call, and one value for all graph calls"
    values = {"ITEMS": True} if _takes_items(case.probe) else {}
    return Check(("values", "describing"), shows, values, looking(case.probe.edits, text))


def _takes_items(probe: Probe) -> bool:
    return any(edit.text.startswith("_tfguard_item") for edit in probe.edits)


def _unrolls(probe: Probe, text: str) -> Check:
    if not probe.halved:
        shows = "Python asks the loop's condition many times while tracing"
        return Check(("rounds",), shows, {"ENOUGH": ENOUGH_ROUNDS}, looking(probe.edits, text))
    shows = "the graph is clearly smaller when the flagged loop has half of its rounds"
    values = {"HOW": "with half of the rounds", "SHARE": 0.95, "LEAST": KIB}
    return Check(("sizes",), shows, values, other=("OTHERWISE", probe.halved))
