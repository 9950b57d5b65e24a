"""What a SavedModel has lost: judged from its loaded functions beside those of the live object."""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterable, Iterator

from tfguard.confirm.judging.calls import DrivenCase
from tfguard.confirm.judging.errors import matches
from tfguard.confirm.judging.judge import broken_run, why_eager_failed
from tfguard.confirm.judging.state import same_numbers
from tfguard.confirm.subjects.arguments import Function
from tfguard.confirm.verdict import Reason, Verdict
from tfguard.confirm.workers.protocol import Answer, Observation, Save, Trial
from tfguard.rules.finding import Finding
from tfguard.rules.proof import Raises

_SHOWN = 4  # numbers of a result


class Claim(enum.Enum):
    """What is said to be lost."""

    TRACE = "trace"  # the function was never traced
    ARGUMENT = "argument"  # Python values of an argument that were not traced
    STATE = "state"  # a change of what the function reads


def claim_of(finding: Finding, function: Function) -> Claim:
    """Tell what a finding means by its target; see ``proof.LostBySaving``."""
    if finding.target == finding.root.qualname:
        return Claim.TRACE
    named = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    return Claim.ARGUMENT if finding.target in named else Claim.STATE


def lost_by_saving(case: DrivenCase, claim: Claim, refusals: Iterable[Raises]) -> Verdict:
    """Judge what the watched call saved.

    Args:
        case: the runs; ``kept`` is the one without the change.
        claim: what is said to be lost.
        refusals: how a loaded function says that it has no trace for a call.
    """
    saves, missing = _usable(case, case.graph)
    if missing is not None:
        return missing
    if claim is Claim.STATE:
        return _old_state(case, saves[-1])
    if any(save.earlier for save in saves):
        # Other code may have called it before; that is seen where the object is made.
        return case.undecided(Reason.FEW_CALLS, "what is saved was made before, and by other code")
    if claim is Claim.TRACE:
        return _no_trace(case, saves)
    return _no_other_value(case, saves, tuple(refusals))


def _usable(case: DrivenCase, run: Observation) -> tuple[list[Save], Verdict | None]:
    broken = broken_run(run)
    if broken is not None:
        return [], case.undecided(*broken)
    if run.failure is not None:
        return [], case.undecided(*why_eager_failed(run))
    if not run.saves:
        return [], case.undecided(Reason.NOT_REACHED, "nothing was saved there")
    failed = next((save.failure for save in run.saves if save.failure is not None), None)
    if failed is not None:
        return [], case.undecided(Reason.NOT_OBSERVABLE, f"it cannot be loaded: {failed.line}")
    if any(save.traces < 0 for save in run.saves):
        return [], case.undecided(Reason.NOT_OBSERVABLE, "the loaded object has no such function")
    return list(run.saves), None


def _no_trace(case: DrivenCase, saves: list[Save]) -> Verdict:
    for save in saves:
        if save.traces == 0:
            text = f"the SavedModel holds no trace of {save.name}"
            refused = [trial for trial in save.trials if trial.saved.failure and not trial.live.failure]
            if refused:
                text = _refusal(f"the loaded {save.name}", refused[0])
            return case.confirmed(text)
    return case.refuted(f"the loaded {saves[-1].name} has {_number_of(saves[-1].traces, 'trace')}")


def _no_other_value(case: DrivenCase, saves: list[Save], refusals: tuple[Raises, ...]) -> Verdict:
    trials = [(save, trial) for save in saves for trial in save.trials]
    if not trials:
        return case.undecided(Reason.FEW_CALLS, "no other value is known that the project passes")
    for save, trial in trials:
        failure = trial.saved.failure
        refused = failure is not None and any(matches(failure, one) for one in refusals)
        if refused and trial.live.failure is None:
            return case.confirmed(
                _refusal(f"the loaded {save.name} with {case.finding.target}={trial.value}", trial)
            )
    if any(trial.saved.failure for _, trial in trials):
        return case.undecided(Reason.NOT_OBSERVABLE, "the live object fails with the other value too")
    shown = ", ".join(dict.fromkeys(trial.value for _, trial in trials))
    return case.refuted(f"the loaded function also takes {case.finding.target}={shown}")


def _old_state(case: DrivenCase, save: Save) -> Verdict:
    """The object's results followed the change, the loaded ones did not, and only because of the change."""
    trials = list(_compared(save))
    if not trials:
        return case.undecided(Reason.FEW_CALLS, "no arguments are known with which both run")
    apart = [trial for trial in trials if not _agree(trial)]
    if not save.synchronous:
        return case.undecided(Reason.NOT_OBSERVABLE, "the loaded variables differ from the live ones")
    if not apart and not case.graph.total(case.number).entered:
        return case.undecided(Reason.FEW_CALLS, "what it reads is not changed by the code that was run")
    if not apart:
        return case.refuted(f"{_number_of(len(trials), 'call')}: loaded and live give the same")
    saved, live = _apart(apart[0])
    text = f"the saved {save.name} gives {saved} where the live object gives {live}"
    if case.kept is None:
        return case.undecided(Reason.NOT_OBSERVABLE, "the change cannot be left out", text)
    without, missing = _usable(case, case.kept)
    if missing is not None:
        return case.undecided(Reason.NOT_OBSERVABLE, "it does not run without the change", text)
    same = list(_compared(without[-1]))
    stood_still = len(same) == len(trials) and all(
        _agree(one) and same_numbers(one.saved.result, other.saved.result)
        for one, other in zip(same, trials, strict=True)
    )
    if not stood_still:
        return case.undecided(Reason.NOT_OBSERVABLE, "not because of this change alone", text)
    line = case.finding.related[0].place.line
    return case.confirmed(f"{text} after line {line}; without that line both give {saved}")


def _compared(save: Save) -> Iterator[Trial]:
    for trial in save.trials:
        if trial.live.failure is None and trial.saved.failure is None and trial.live.result:
            yield trial


def _agree(trial: Trial) -> bool:
    return same_numbers(trial.live.result, trial.saved.result)


def _refusal(what: str, trial: Trial) -> str:
    line = trial.saved.failure.line if trial.saved.failure is not None else ""
    # TensorFlow lists the signatures that it has after the first sentence.
    sentence = line.partition(". ")[0].rstrip(".")[:200]
    return f"{what} raises {sentence}; the live object gives {_shown(trial.live)}"


def _apart(trial: Trial) -> tuple[str, str]:
    """Show both results, from the first number in which they differ if that stands far behind."""
    saved, live = _values(trial.saved), _values(trial.live)
    differ = (index for index, pair in enumerate(zip(saved, live, strict=False)) if pair[0] != pair[1])
    start = next(differ, 0)
    start = 0 if start < _SHOWN else start
    return _listed(saved[start:]), _listed(live[start:])


def _shown(answer: Answer) -> str:
    return _listed(_values(answer))


def _values(answer: Answer) -> list[str]:
    """List the numbers of a result; each tensor's begin with its shape."""
    return [_short(value) for tensor in answer.result for value in tensor[1:] or tensor]


def _short(value: str) -> str:
    try:
        return f"{float(value):.4g}" if "." in value or "e" in value else value
    except ValueError:
        return value


def _listed(values: list[str]) -> str:
    text = ", ".join(values[:_SHOWN])
    return (text + ", ..." if len(values) > _SHOWN else text) or "a result without numbers"


def _number_of(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
