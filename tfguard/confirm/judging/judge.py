"""From observations to a verdict: which expectation is asked, and when a run says nothing at all."""

from __future__ import annotations

from tfguard.confirm.judging import errors as judge_errors
from tfguard.confirm.judging import state as judge_state
from tfguard.confirm.judging import uses as judge_uses
from tfguard.confirm.judging import without as judge_without
from tfguard.confirm.judging.case import CONTROL, Case
from tfguard.confirm.verdict import Outcome, Reason, Verdict
from tfguard.confirm.workers.protocol import CALLS, Failure, Observation
from tfguard.rules.proof import (
    BreaksProtocol,
    CheckLeftOut,
    CompiledDiffers,
    Contrast,
    Expectation,
    FrozenValue,
    GrowsGraph,
    KeepsOld,
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
    WorksAsStyle,
)

__all__ = ["broken_run", "eager_failed", "judge", "why_eager_failed"]


def judge(case: Case) -> Verdict:
    """Decide one finding.

    A broken run comes first, then any expectation that was seen; only a complete pair of runs that
    reached the place and showed nothing refutes.
    """
    contrast = case.proof.contrast
    style = contrast is Contrast.NOT_APPLICABLE and bool(case.proof.expectations)
    judged = (Contrast.EAGER_OK, Contrast.BOTH_FAIL, Contrast.DEFINITION, Contrast.WITHOUT)
    if contrast not in judged and not style:
        return case.undecided(Reason.NO_PROOF, f"contrast {contrast.value}")
    for run in (case.eager, case.graph, case.control if contrast is Contrast.WITHOUT else None):
        broken = broken_run(run) if run is not None else None
        if broken is not None:
            return case.undecided(*broken)
    if contrast is Contrast.BOTH_FAIL:
        return judge_errors.both_fail(case)
    if contrast is Contrast.DEFINITION:
        return judge_uses.definition(case)
    if case.eager.failure is not None:
        return judge_errors.raised_eagerly_too(case) or eager_failed(case)
    if case.graph is None:
        return case.undecided(Reason.INTERNAL, "no graph run")
    if contrast is Contrast.WITHOUT:
        return judge_without.changes_nothing(case)
    for expectation in case.proof.expectations:
        seen = judge_uses.seen_without_control(case, expectation)
        if seen is not None:
            return seen
    if not any(call.sight(CONTROL).traced for call in case.graph.calls):
        return judge_uses.kept_its_object(case) or _no_control(case)
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
        return (
            Reason.MODULE_MISSING if missing else Reason.RESTS_ON_STUB
        ), f"{name} ({why})" if why else name
    if run.reported:
        return None
    fixed = {
        "time": (Reason.TIME_LIMIT, ""),
        "signal 24": (Reason.TIME_LIMIT, "processor time"),
        "output": (Reason.OUTPUT_LIMIT, ""),
        "processes": (Reason.PROCESS_LIMIT, ""),
        "memory": (Reason.MEMORY_LIMIT, "of its processes together"),
        "disk": (Reason.DISK_LIMIT, ""),
        "worker lost": (Reason.KILLED, "the worker was lost with it"),
        "forged": (Reason.KILLED, "its report was not of the agreed form"),
        "exited 0": (Reason.KILLED, "it left before it reported"),
    }
    return fixed.get(run.how, (Reason.KILLED, run.how))


def eager_failed(case: Case) -> Verdict:
    """Say why no eager run went through."""
    return case.undecided(*why_eager_failed(case.eager))


def why_eager_failed(run: Observation) -> tuple[Reason, str]:
    """Tell why an eager run did not go through."""
    failure = run.failure
    line = failure.line if failure is not None else ""
    if failure is not None and failure.type == "SlowAttempt":
        return Reason.TIME_LIMIT, ""
    if failure is not None and failure.type in ("ModuleNotFoundError", "TBNotInstalledError"):
        return Reason.MODULE_MISSING, line
    if run.step < CALLS and failure is not None and failure.type in ("LookupError", "Captured"):
        return Reason.SUBJECT_NOT_FOUND, line
    if run.confined and _refused(failure):
        return Reason.SANDBOX_REFUSED, line
    if run.tries > 1:
        return Reason.NO_ARGUMENTS, f"{run.tries} tries, the best ended with {line}"
    return Reason.EAGER_FAILS, line


def _refused(failure: Failure | None) -> bool:
    """Tell whether an error is the kernel's no: not permitted, permission denied, read-only."""
    if failure is None:
        return False
    return "PermissionError" in failure.classes or failure.text.startswith("[Errno 30]")


def _no_control(case: Case) -> Verdict:
    if case.graph is not None and case.graph.failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, case.graph.failure.line)
    if case.graph is not None and any(call.sight(CONTROL).entered for call in case.graph.calls):
        return case.undecided(Reason.NOT_TRACED)
    return case.undecided(Reason.PROBE_NOT_ACTIVE)


def _expectation(case: Case, expectation: Expectation) -> Verdict:
    if isinstance(expectation, Raises):
        return judge_errors.raises(case, expectation)
    if isinstance(expectation, NeverReturns):
        return judge_uses.never_returns(case)
    if isinstance(expectation, CompiledDiffers):
        return judge_uses.compiled_differs(case, expectation)
    if isinstance(expectation, CheckLeftOut):
        return judge_uses.check_left_out(case)
    if isinstance(expectation, ReturnRefused):
        return judge_uses.return_refused(case, expectation)
    if isinstance(expectation, (SpoilsObject, BreaksProtocol)):
        return judge_uses.kept_its_use(case)
    if isinstance(expectation, RunsOnlyWhileTracing):
        return judge_state.runs_only_while_tracing(case)
    if isinstance(expectation, SkipsHandler):
        return judge_errors.skips_handler(case)
    if isinstance(expectation, RunsOnceInLoop):
        return judge_state.runs_once_in_loop(case)
    if isinstance(expectation, StateDiffers):
        return judge_state.state_differs(case)
    if isinstance(expectation, FrozenValue):
        return judge_state.frozen_value(case)
    if isinstance(expectation, SymbolicText):
        return judge_state.symbolic_text(case)
    if isinstance(expectation, LeftOut):
        return judge_state.left_out(case)
    if isinstance(expectation, LeaksTensor):
        return judge_state.leaks_tensor(case)
    if isinstance(expectation, ResultDiffers):
        return judge_state.result_differs(case)
    if isinstance(expectation, WorksAsStyle):
        return judge_state.works_as_style(case)
    if isinstance(expectation, KeepsOld):
        return case.refuted("what the trace runs replaces nothing of its own")
    if isinstance(expectation, UnrollsLoop):
        return judge_state.unrolls_loop(case)
    if isinstance(expectation, GrowsGraph):
        return judge_state.grows_graph(case)
    return case.undecided(Reason.NO_PROOF, f"{type(expectation).__name__} of one call")
