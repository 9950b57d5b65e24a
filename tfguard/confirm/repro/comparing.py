"""Scripts for findings that are proved by eager calls beside graph calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tfguard.confirm.judging.case import CALL_COUNT, Case
from tfguard.confirm.judging.judge import judge
from tfguard.confirm.probes import probing
from tfguard.confirm.repro import checks, whole
from tfguard.confirm.repro.calling import function_and_arguments
from tfguard.confirm.repro.checks import Check
from tfguard.confirm.repro.code import renamed
from tfguard.confirm.repro.script import Script
from tfguard.confirm.slices.materials import Materials
from tfguard.confirm.slices.shadow import Edit
from tfguard.confirm.subjects.steps import Plan, Subject
from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.rules.finding import Finding
from tfguard.rules.proof import Contrast, Expectation, Raises, StateDiffers


@dataclass(frozen=True)
class Compared:
    """What a script is made from.

    Attributes:
        finding: what is shown.
        verdict: its verdict.
        case: the runs that it rests on.
        materials: the slice.
        subject: the traced function.
        plan: the way to it that was used.
        caught: the marks that catch it where it is made.
        environ: environment variables that are set to another text before each call.
        neutral: what makes other findings of the function harmless, with the paths.
    """

    finding: Finding
    verdict: Verdict
    case: Case
    materials: Materials
    subject: Subject
    plan: Plan
    caught: tuple[Edit, ...]
    neutral: tuple[tuple[str, Edit], ...]
    environ: tuple[str, ...] = ()


def script_of(compared: Compared) -> Script | None:
    """Write the script that shows a finding; None where no script can."""
    check = _check(compared)
    if check is None:
        return None
    case, path = compared.case, compared.case.probe.place.path
    line = check.marked or min(case.probe.first_line, case.probe.place.line)
    edits: dict[str, list[Edit]] = {}
    main = compared.subject.tree.module.path
    if any(step["do"] == "captured" for step in compared.plan.steps):
        edits.setdefault(main, []).extend(renamed(compared.caught))
    for where, edit in compared.neutral:
        edits.setdefault(where, []).extend(renamed([edit]))
    here = edits.setdefault(path, [])
    here.append(whole.mark_of(compared.finding, line))
    values: dict[str, object] = dict(check.values)
    name, other = check.other
    if name:
        part = next(one for one in compared.materials.parts if one.module.path == path)
        last = max(case.probe.last_line, case.probe.place.end_line)
        values[name] = whole.lines_otherwise(part, last, here, check.edits, renamed(other))
        if not values[name]:
            return None
    here += check.edits
    chosen = case.eager
    values["CALLS"] = len(chosen.calls) if chosen.failure is None and chosen.calls else CALL_COUNT
    values |= whole.surroundings(chosen, compared.environ, compared.plan)
    values["AT_ONCE"] = compared.plan.abort
    return whole.script(
        compared.finding,
        compared.verdict,
        check,
        compared.materials,
        edits,
        values,
        _unneeded(case),
        function_and_arguments(compared.plan, chosen.values, whole.names_of(compared.materials)),
    )


def _check(compared: Compared) -> Check | None:
    case, proof = compared.case, compared.case.proof
    if proof.contrast is Contrast.DEFINITION:
        return checks.definition(case, proof.expectations)
    path = case.probe.place.path
    module = compared.materials.name_of(path)
    text = next(one.module.text for one in compared.materials.parts if one.module.path == path)
    expectation = _seen(case)
    if expectation is not None:
        return checks.check_for(case, expectation, module, text)
    confirmed = compared.verdict.outcome is Outcome.CONFIRMED
    if confirmed and any(isinstance(one, StateDiffers) for one in proof.expectations):
        return checks.without_line(case)
    return checks.check_for(case, proof.expectations[0], module, text)


def _seen(case: Case) -> Expectation | None:
    """The expectation that was seen, where the proof has several."""
    for expectation in case.proof.expectations:
        alone = replace(case, proof=replace(case.proof, expectations=(expectation,)))
        both = case.eager.failure is not None and isinstance(expectation, Raises)
        if both or judge(alone).outcome is Outcome.CONFIRMED:
            return expectation
    return None


def _unneeded(case: Case) -> Sequence[str]:
    """Names whose value could not be made: those of the run that went through, where one did not."""
    run = case.control or case.eager
    return tuple(run.stubs_made)


def catching(subject: Subject) -> tuple[Edit, ...]:
    """Catch the traced function where it is made, if it is made by a call or inside another function."""
    node = subject.wrapping if subject.wrapping is not None else subject.node
    return probing.subject(subject.tree, node)
