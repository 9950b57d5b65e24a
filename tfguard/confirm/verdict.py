"""What confirm mode says about a finding."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace


class Outcome(enum.Enum):
    """What TensorFlow said about a finding."""

    CONFIRMED = "confirmed"  # the expectation was seen at this place
    REFUTED = "refuted"  # the place was reached, the calls were adequate, and it was not seen
    INCONCLUSIVE = "inconclusive"  # everything else, with a reason


class Reason(enum.Enum):
    """Why an experiment could not decide; the value is the phrase people read."""

    NOT_REACHED = "the flagged line was not reached"
    PROBE_NOT_ACTIVE = "the probe was not active"
    NOT_TRACED = "the function was run and not traced"
    NO_CALLER = "no code of the project makes the calls"
    NO_ARGUMENTS = "no arguments were found"
    SUBJECT_NOT_FOUND = "the traced function could not be had"
    EAGER_FAILS = "the eager run fails by itself"
    GRAPH_FAILS_ELSEWHERE = "the graph fails at another place"
    MODULE_MISSING = "it needs a module that is not installed"
    RESTS_ON_STUB = "it rests on a stand-in for a value that could not be made"
    FEW_CALLS = "too few calls ran"
    NOT_OBSERVABLE = "the experiment cannot see the effect"
    TIME_LIMIT = "the time limit was reached"
    MEMORY_LIMIT = "the memory limit was reached"
    PROCESS_LIMIT = "it started too many processes"
    DISK_LIMIT = "it wrote too much"
    OUTPUT_LIMIT = "it reported too much"
    KILLED = "the process was killed"
    SANDBOX_REFUSED = "the sandbox refused"
    ONE_RUN = "one run of the program cannot tell"
    NO_PROOF = "the rule declares no proof for this"
    OTHER_VERSION = "the code is for another version than the one installed"
    SOURCE_CHANGED = "the source could not be read again"
    INTERRUPTED = "it was broken off before this was run"
    INTERNAL = "the experiment broke off"


@dataclass(frozen=True, slots=True)
class Repro:
    """A stand-alone script that shows a finding.

    Attributes:
        text: its source; empty where there is none.
        missing: why there is none.
    """

    text: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one finding.

    Attributes:
        outcome: confirmed, refuted or inconclusive.
        reason: for inconclusive, a phrase of :class:`Reason` and after a colon what is known of it;
            empty otherwise.
        evidence: what was seen, one sentence.
        details: pairs of name and text for reports: arguments used, error text, counts.
        why: the reason as a member of the fixed list, or None.
        repro: a script that shows it, where one was asked for.
        hurried: whether it is inconclusive and a part of some run was ended for want of time.
    """

    outcome: Outcome
    reason: str = ""
    evidence: str = ""
    details: tuple[tuple[str, str], ...] = ()
    why: Reason | None = None
    repro: Repro | None = None
    hurried: bool = False


# What more time might have brought.
_FOR_WANT_OF_TIME = (Reason.NO_ARGUMENTS, Reason.EAGER_FAILS, Reason.NOT_REACHED, Reason.FEW_CALLS)


def as_said(verdict: Verdict) -> Verdict:
    """Say of a verdict that time was short, and not what it was too short for."""
    if not verdict.hurried or verdict.why not in _FOR_WANT_OF_TIME:
        return verdict
    reason = f"{Reason.TIME_LIMIT.value}: {verdict.reason}"
    return replace(verdict, reason=reason, why=Reason.TIME_LIMIT)


def inconclusive(
    why: Reason, detail: str = "", evidence: str = "", details: tuple[tuple[str, str], ...] = ()
) -> Verdict:
    """Make an inconclusive verdict; ``detail`` is shortened to its first line."""
    first = detail.strip().split("\n")[0][:300]
    return Verdict(
        Outcome.INCONCLUSIVE, f"{why.value}: {first}" if first else why.value, evidence, details, why
    )
