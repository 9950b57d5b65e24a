"""Confirm mode's place in a run: which findings it gets, and what becomes of its verdicts."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tfguard.cli.exits import CannotRun
from tfguard.cli.pool import cores
from tfguard.cli.progress import verdict_progress
from tfguard.cli.repros import make_folder, save
from tfguard.reporting.report import Reported
from tfguard.rules.finding import Finding
from tfguard.syntax.project import Project
from tfguard.syntax.versions import NOT_SAID, Versions
from tfguard.tracing.target import what_differs

if TYPE_CHECKING:
    from tfguard.confirm.program_runs.run import ProgramRun
    from tfguard.confirm.run import Pool, Settings
    from tfguard.confirm.verdict import Verdict

NEWEST_PYTHON = (3, 13)  # with a final release of TensorFlow (2.20 and 2.21: see its page on PyPI)


@dataclass(frozen=True, slots=True)
class Proving:
    """How findings are proved.

    Attributes:
        only_confirmed: keep nothing else.
        python: the interpreter whose TensorFlow is used; None for the one that runs tfguard.
        sandbox: what the code runs in: ``auto``, the name of a sandbox, or ``none``.
        time_limit: seconds a run; None for confirm mode's own limit.
        jobs: workers; 0 for one a core.
        trusted: the code is tfguard's own.
        cached: use what earlier runs showed.
        versions: what the code is said to be for.
        save_repro: folder for a script of each confirmed finding; None to write none.
        command: the user's own program, from whose run the findings are proved; None for experiments.
    """

    only_confirmed: bool = False
    python: str | None = None
    sandbox: str = "auto"
    time_limit: float | None = None
    jobs: int = 0
    trusted: bool = False
    cached: bool = True
    versions: Versions = NOT_SAID
    save_repro: str | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True)
class Proved:
    """Findings with their verdicts.

    Attributes:
        findings: in the order in which they were given.
        interrupted: whether the user broke it off; those that were not run say so.
        program: what the user's own program showed, where that was run.
    """

    findings: tuple[Reported, ...]
    interrupted: bool = False
    program: ProgramRun | None = None


def prove(findings: tuple[Reported, ...], how: Proving, sources: Mapping[str, str] | None = None) -> Proved:
    """Give each finding its verdict.

    Whether TensorFlow and a sandbox are there is looked at even without findings: a machine that cannot
    confirm says so at its first run and not at its first finding.

    Args:
        findings: what to prove.
        how: settings.
        sources: texts that are in no file, by path.

    Raises:
        CannotRun: no TensorFlow, no sandbox, no such interpreter.
    """
    from tfguard.confirm.run import ConfirmError, Pool

    project = Project()
    for path, text in (sources or {}).items():
        project.add_source(path, text)
    settings = _settings(how)
    if how.save_repro is not None:
        make_folder(how.save_repro)
    try:
        with contextlib.closing(Pool(settings)) as pool, verdict_progress(len(findings)) as step:
            verdicts, interrupted = _verdicts(findings, pool, project, step)
            other = what_differs(how.versions, pool.interpreter.tensorflow)
    except ConfirmError as error:
        raise CannotRun(f"{error}{_no_release(how)}") from None
    return Proved(with_verdicts(findings, verdicts, how, other), interrupted)


def with_verdicts(
    findings: tuple[Reported, ...], verdicts: Sequence[Verdict], how: Proving, other: str
) -> tuple[Reported, ...]:
    """Give findings their verdicts, and leave out what is not wanted.

    Args:
        findings: what was proved.
        verdicts: in the same order.
        how: settings.
        other: in what the TensorFlow that ran differs from the one that the code is for; may be empty.
    """
    proved = tuple(
        replace(reported, verdict=_for_target(verdict, other))
        for reported, verdict in zip(findings, verdicts, strict=True)
    )
    if how.save_repro is not None:
        proved = save(proved, how.save_repro)
    if how.only_confirmed:
        return tuple(r for r in proved if r.verdict is not None and r.verdict.outcome.value == "confirmed")
    return proved


def _verdicts(
    findings: tuple[Reported, ...], pool: Pool, project: Project, step: Callable[[str], None]
) -> tuple[list[Verdict], bool]:
    """Confirm; after Ctrl-C give what there is, and say of the rest that it was not run."""
    from tfguard.confirm.run import confirm
    from tfguard.confirm.verdict import Reason, inconclusive

    plain = [reported.finding for reported in findings]
    known: dict[int, Verdict] = {}

    def note(finding: Finding, verdict: Verdict) -> None:
        known[id(finding)] = verdict
        step(verdict.outcome.value)

    try:
        return confirm(plain, pool.settings, note, project=project, pool=pool), False
    except KeyboardInterrupt:
        unrun = inconclusive(Reason.INTERRUPTED)
        return [known.get(id(finding), unrun) for finding in plain], True


def _for_target(verdict: Verdict, other: str) -> Verdict:
    """What one version does not do, another may."""
    from tfguard.confirm.verdict import Outcome, Reason, inconclusive

    if not other or verdict.outcome is not Outcome.REFUTED:
        return verdict
    return inconclusive(Reason.OTHER_VERSION, other, verdict.evidence, verdict.details)


def _settings(how: Proving) -> Settings:
    from tfguard.confirm.run import SandboxChoice, Settings
    from tfguard.confirm.verdict import Outcome

    settings = Settings(
        sandbox=SandboxChoice(how.sandbox),
        jobs=how.jobs or cores(),
        trusted=how.trusted,
        scripts=frozenset((Outcome.CONFIRMED,) if how.save_repro is not None else ()),
        cached=how.cached,
    )
    if how.python is not None:
        settings = replace(settings, python=how.python)
    return settings if how.time_limit is None else replace(settings, time_limit=how.time_limit)


def _no_release(how: Proving) -> str:
    """Say that TensorFlow cannot be installed beside tfguard, where that is so."""
    from importlib.util import find_spec

    version = sys.version_info[:2]
    if how.python is not None or version <= NEWEST_PYTHON or find_spec("tensorflow") is not None:
        return ""
    return f" (TensorFlow has no release for Python {version[0]}.{version[1]} yet)"
