"""Which expectation is asked of a run, and what several processes say together."""

from __future__ import annotations

import os
from collections.abc import Mapping

from tfguard.confirm.program_runs.judging import calls, places, raised
from tfguard.confirm.program_runs.judging.seen import Seen, strongest
from tfguard.confirm.program_runs.planning import Item
from tfguard.confirm.program_runs.reports import Process, Reports
from tfguard.confirm.verdict import Reason, Verdict
from tfguard.rules.proof import (
    Expectation,
    FrozenValue,
    LeaksTensor,
    LeftOut,
    NotObservable,
    Raises,
    RemakesFunction,
    Retraces,
    RunsOnlyWhileTracing,
    StateDiffers,
    SymbolicText,
    UnrollsLoop,
)


def judge(item: Item, reports: Reports, files: Mapping[str, str], command: str) -> Verdict:
    """Judge one finding.

    Args:
        item: the finding.
        reports: what all processes have said.
        files: numbers of the flagged files by their real path.
        command: what was run.
    """
    nothing = Seen(item, Process(tensorflow=reports.tensorflow), command)
    if item.hindered is not None:
        return nothing.undecided(*item.hindered)
    if not reports.processes:
        return nothing.undecided(Reason.NOT_REACHED, _no_report(reports))
    number = files.get(os.path.realpath(item.finding.place.path), "")
    return _together([_in_process(Seen(item, one, command), number) for one in reports.processes], nothing)


def _no_report(reports: Reports) -> str:
    if reports.broken:
        return "what the program reported could not be used"
    if not reports.started:
        return "no Python of the command took part (python -I and -E leave PYTHONPATH aside)"
    return "no process came to a flagged file or to TensorFlow"


def _together(verdicts: list[Verdict], nothing: Seen) -> Verdict:
    """A process that never came to the place says nothing about it."""
    there = [one for one in verdicts if one.why not in (Reason.NOT_REACHED, Reason.NOT_TRACED)]
    ran = [one for one in verdicts if one.why is Reason.NOT_TRACED]
    return strongest(there or ran or verdicts) or nothing.undecided(Reason.NOT_REACHED)


def _in_process(seen: Seen, number: str) -> Verdict:
    error = raised.raised(seen)
    if error is not None:
        return error
    if number in seen.process.changed:
        return seen.undecided(Reason.SOURCE_CHANGED, "the file is not what was checked")
    given = strongest(_expectation(seen, one) for one in seen.item.proof.expectations)
    return given or seen.undecided(Reason.NO_PROOF, "style")


def _expectation(seen: Seen, expectation: Expectation) -> Verdict:
    if isinstance(expectation, Retraces):
        return calls.retraces(seen)
    if isinstance(expectation, RemakesFunction):
        return calls.remakes_function(seen)
    if isinstance(expectation, NotObservable):
        return seen.undecided(Reason.NOT_OBSERVABLE, expectation.reason)
    missing = seen.unreached()
    if missing is not None:
        return missing
    if isinstance(expectation, RunsOnlyWhileTracing):
        return places.runs_only_while_tracing(seen, expectation)
    if isinstance(expectation, StateDiffers):
        return places.state_differs(seen)
    if isinstance(expectation, FrozenValue):
        return places.frozen_value(seen)
    if isinstance(expectation, LeaksTensor):
        return places.leaks_tensor(seen)
    if isinstance(expectation, SymbolicText):
        return places.symbolic_text(seen)
    if isinstance(expectation, LeftOut):
        return places.left_out(seen)
    if isinstance(expectation, UnrollsLoop):
        return places.unrolls_loop(seen)
    if isinstance(expectation, Raises):
        return raised.not_raised(seen, expectation)
    return seen.undecided(Reason.ONE_RUN, "there is nothing to compare it with")
