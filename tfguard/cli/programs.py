"""``--run``: findings are proved from one run of the user's own program."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from tfguard.cli.exits import CannotRun
from tfguard.cli.proving import Proved, Proving, with_verdicts
from tfguard.reporting.escape import visible
from tfguard.reporting.report import Reported
from tfguard.rules.registry import all_rules
from tfguard.syntax.project import Project
from tfguard.tracing.target import what_differs

if TYPE_CHECKING:
    from tfguard.confirm.program_runs.run import ProgramRun


def prove_by_program(findings: tuple[Reported, ...], how: Proving, sources: Mapping[str, str]) -> Proved:
    """Run the program once, and give each finding its verdict.

    Args:
        findings: what to prove.
        how: settings; the command is one of them.
        sources: texts that are in no file, by path.

    Raises:
        CannotRun: the command cannot be run.
    """
    from tfguard.confirm.program_runs.run import ConfirmError, run_program

    project = Project()
    for path, text in sources.items():
        project.add_source(path, text)
    proofs = {rule.id: rule.proof for rule in all_rules()}
    try:
        ran = run_program(how.command or "", [one.finding for one in findings], proofs, project)
    except ConfirmError as error:
        raise CannotRun(str(error)) from None
    other = what_differs(how.versions, ran.tensorflow) if ran.tensorflow else ""
    return Proved(with_verdicts(findings, ran.verdicts, how, other), program=ran)


def passed_through(program: ProgramRun) -> int:
    """Say that the program failed, and give its exit code for tfguard's own."""
    sys.stdout.flush()
    click.echo(
        f"tfguard: the program ended with exit code {program.exit_code}: {visible(program.command)}", err=True
    )
    return program.exit_code
