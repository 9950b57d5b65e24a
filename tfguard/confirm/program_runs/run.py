"""Judge findings from one run of the user's own program: the one entry point."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfguard.confirm.errors import ConfirmError
from tfguard.confirm.program_runs import launching, reports
from tfguard.confirm.program_runs.judging.judge import judge
from tfguard.confirm.program_runs.planning import plan
from tfguard.confirm.program_runs.reports import Function
from tfguard.confirm.verdict import Verdict
from tfguard.rules.finding import Finding
from tfguard.rules.proof import Proof
from tfguard.syntax.project import Project

__all__ = ["ConfirmError", "ProgramRun", "run_program"]


@dataclass(frozen=True, slots=True)
class ProgramRun:
    """What a run of the program showed.

    Attributes:
        command: what was run.
        exit_code: the program's own.
        verdicts: in the order of the findings.
        functions: everything that was traced, most traces first.
        processes: how many Python processes took part.
        tensorflow: its version there; empty where it was not imported.
    """

    command: str
    exit_code: int
    verdicts: tuple[Verdict, ...]
    functions: tuple[Function, ...]
    processes: int
    tensorflow: str


def run_program(
    command: str, findings: Sequence[Finding], proofs: Mapping[str, Proof], project: Project
) -> ProgramRun:
    """Run a command once, and judge findings from what is seen.

    Args:
        command: as the user would type it.
        findings: what the analysis found.
        proofs: by rule id.
        project: files that are read already.

    Raises:
        ConfirmError: the command cannot be run, or nothing can be written for it.
    """
    arguments = launching.arguments_of(command)
    try:
        with tempfile.TemporaryDirectory(prefix="tfguard-run-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            planned = plan(findings, proofs, project)
            said = folder / "reports"
            said.mkdir()
            variables = launching.environment(planned.write(folder), said)
            exit_code = launching.run(arguments, variables)
            seen = reports.read(said)
    except OSError as error:
        raise ConfirmError(f"cannot run the program: {error}") from None
    return ProgramRun(
        command=command,
        exit_code=exit_code,
        verdicts=tuple(judge(item, seen, planned.files, command) for item in planned.items),
        functions=reports.merged(seen.processes),
        processes=len(seen.processes),
        tensorflow=seen.tensorflow,
    )
