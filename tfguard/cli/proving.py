"""Confirm mode's place in a run: which findings it gets, and what becomes of its verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tfguard.cli.exits import CannotRun
from tfguard.cli.pool import cores
from tfguard.cli.progress import progress
from tfguard.reporting.report import Reported

if TYPE_CHECKING:
    from tfguard.confirm.run import Settings


@dataclass(frozen=True, slots=True)
class Proving:
    """How findings are proved.

    Attributes:
        only_confirmed: keep nothing else.
        python: the interpreter whose TensorFlow is used; None for the one that runs tfguard.
        sandbox: run in a sandbox.
        time_limit: seconds an experiment; None for confirm mode's own limit.
        jobs: workers; 0 for one a core.
        trusted: the code is tfguard's own.
    """

    only_confirmed: bool = False
    python: str | None = None
    sandbox: bool = True
    time_limit: float | None = None
    jobs: int = 0
    trusted: bool = False


def prove(findings: tuple[Reported, ...], how: Proving) -> tuple[Reported, ...]:
    """Give each finding its verdict.

    Raises:
        CannotRun: no TensorFlow, no sandbox, no such interpreter.
    """
    if not findings:
        return ()
    from tfguard.confirm.run import ConfirmError, confirm

    try:
        with progress("confirming", len(findings)) as step:
            verdicts = confirm(
                [reported.finding for reported in findings], _settings(how), lambda _finding, _verdict: step()
            )
    except ConfirmError as error:
        raise CannotRun(str(error)) from None
    proved = tuple(
        replace(reported, verdict=verdict) for reported, verdict in zip(findings, verdicts, strict=True)
    )
    if how.only_confirmed:
        return tuple(r for r in proved if r.verdict is not None and r.verdict.outcome.value == "confirmed")
    return proved


def _settings(how: Proving) -> Settings:
    from tfguard.confirm.run import Settings
    from tfguard.confirm.sandbox import SandboxChoice

    settings = Settings(
        sandbox=SandboxChoice.AUTO if how.sandbox else SandboxChoice.NONE,
        jobs=how.jobs or cores(),
        trusted=how.trusted,
    )
    if how.python is not None:
        settings = replace(settings, python=how.python)
    return settings if how.time_limit is None else replace(settings, time_limit=how.time_limit)
