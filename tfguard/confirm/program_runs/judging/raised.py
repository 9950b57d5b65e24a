"""Expectations about exceptions: one that the program met at the flagged place, or none there."""

from __future__ import annotations

import os
import re

from tfguard.confirm.program_runs.judging.seen import ENOUGH, Seen
from tfguard.confirm.program_runs.reports import Failure, Record
from tfguard.confirm.verdict import Reason, Verdict
from tfguard.rules.error_texts import NOT_A_TENSOR
from tfguard.rules.proof import Contrast, Raises, ReturnRefused
from tfguard.syntax.place import Place

# What only the building of a graph says: such an error needs no eager run beside it.
_OF_TRACING = re.compile(
    r"[Ss]ymbolic|'Tensor' object|AutoGraph|tf\.function|\bgraph\b|(else|main) branch|before the loop|"
    r"TF condition|started as non-Tensor|TraceType|input_signature|partially known|TensorFlow loop|"
    r"unknown (rank|TensorShape)|Python input arguments|Tensor is unhashable|same nested structure|"
    r"only available when eager"
)
# Contrasts in which the error is the same in both modes.
_IN_BOTH_MODES = (Contrast.LOOKUP, Contrast.BOTH_FAIL, Contrast.WITHOUT, Contrast.NOT_APPLICABLE)


def raised(seen: Seen) -> Verdict | None:
    """Confirm an error of the kind that is expected, at the flagged place."""
    open_still = None
    for failure in seen.process.failures:
        for expectation in seen.item.proof.expectations:
            verdict = None
            if isinstance(expectation, Raises):
                verdict = _as_expected(seen, failure, expectation)
            elif isinstance(expectation, ReturnRefused):
                verdict = _refused(seen, failure, expectation)
            if verdict is not None and verdict.why is None:
                return verdict
            open_still = open_still or verdict
    return open_still


def _as_expected(seen: Seen, failure: Failure, expectation: Raises) -> Verdict | None:
    if not set(expectation.classes) & set(failure.classes) or not _at_place(seen, failure, expectation):
        return None
    if re.search(expectation.pattern, failure.text, re.DOTALL) is None:
        return None
    line = failure.innermost[1] if failure.innermost is not None else 0
    text = f"the program raised {failure.line[:300]} at line {line}"
    if seen.item.proof.contrast in _IN_BOTH_MODES:
        return seen.confirmed(text)
    if expectation.pattern and failure.traced and _OF_TRACING.search(failure.text):
        return seen.confirmed(f"{text}, while tracing")
    return seen.undecided(Reason.ONE_RUN, "whether eager calls raise it too", text)


def _at_place(seen: Seen, failure: Failure, expectation: Raises) -> bool:
    if failure.innermost is None:
        return False
    path, line = failure.innermost
    finding, probe = seen.item.finding, seen.item.built
    if _holds(finding.place, path, line):
        return True
    if expectation.related and any(_holds(one.place, path, line) for one in finding.related):
        return True
    if probe is None or path != os.path.realpath(finding.place.path):
        return False
    around = expectation.around and line in probe.around
    return around or probe.first_line <= line <= probe.last_line


def _holds(place: Place, path: str, line: int) -> bool:
    return os.path.realpath(place.path) == path and place.line <= line <= place.end_line


def _refused(seen: Seen, failure: Failure, expectation: ReturnRefused) -> Verdict | None:
    """TensorFlow names the function whose value it refuses, and the class of that value."""
    named = re.search(NOT_A_TENSOR, failure.text, re.DOTALL)
    finding, probe = seen.item.finding, seen.item.built
    if (
        named is None
        or failure.type != "TypeError"
        or named[1] not in (finding.root.qualname, finding.target)
    ):
        return None
    given = {name for record in seen.records for name in record.classes}
    returned = probe is not None and probe.returned
    if named[2] not in (expectation.classes or (given if returned else ())):
        return None
    text = f"TensorFlow refused the {named[2]} that {named[1]} returns"
    return seen.confirmed(f"{text}: {failure.line[:300]}")


def not_raised(seen: Seen, expectation: Raises) -> Verdict:
    """The place was traced and the calls went on: nothing was raised there."""

    def judge(record: Record) -> Verdict:
        single = expectation.later or expectation.open_axes or expectation.through or not expectation.pattern
        if single or seen.item.proof.contrast is not Contrast.EAGER_OK:
            return seen.undecided(Reason.ONE_RUN, "other calls might raise")
        if not record.object or record.quiet < ENOUGH:
            return seen.undecided(Reason.FEW_CALLS, record.too_few)
        return seen.refuted(f"{record.all_calls} calls: the line was traced and nothing was raised there")

    return seen.by_record(judge)
