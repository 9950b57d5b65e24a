"""What one run has to say, before anybody decides how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tfguard.rules.finding import Finding, Related
from tfguard.syntax.place import Cell, Place

if TYPE_CHECKING:  # confirm mode is loaded only by those who ask for it
    from tfguard.confirm.program_runs.run import ProgramRun
    from tfguard.confirm.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding as it is shown.

    Attributes:
        finding: what the rule said.
        place: where it is shown: the finding's place, or the call that leads there when the place lies
            in a file that is not among the checked ones.
        message: the finding's message; names the place when ``place`` is only the call.
        related: places that explain it, callers in other files included.
        other_roots: how many further traced functions reach the place, over all checked files.
        verdict: what TensorFlow showed; None without confirm mode.
        repro: the file of a script that shows it; empty where none was saved.
    """

    finding: Finding
    place: Place
    message: str
    related: tuple[Related, ...]
    other_roots: int
    verdict: Verdict | None = None
    repro: str = ""


@dataclass(frozen=True, slots=True, order=True)
class FileError:
    """A file that could not be read, parsed or analysed.

    Attributes:
        path: the file or directory.
        message: one line for people.
        line, column: where in it, from 1; None where that says nothing.
        cell: in a notebook, the cell that holds the line.
    """

    path: str
    message: str
    line: int | None = None
    column: int | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True, order=True)
class UnusedSuppression:
    """A comment that silences nothing.

    Attributes:
        path: the file.
        line, column: the comment, from 1.
        name: what it names, as it was written.
        cell: in a notebook, the cell that holds the line.
    """

    path: str
    line: int
    column: int
    name: str
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a run of ``tfguard check`` found.

    Attributes:
        findings: sorted by place.
        errors: sorted by path.
        unused: unused suppressions, when they were asked for.
        files: how many files were looked at, those with errors not counted.
        skipped: how many of them cannot hold tracing and were not parsed.
        seconds: how long the run took.
        sources: texts that are in no file (standard input), by path; for excerpts.
        hidden: how many findings the baseline holds, and are left out.
        program: what the user's own program showed, with ``--run``.
    """

    findings: tuple[Reported, ...]
    errors: tuple[FileError, ...] = ()
    unused: tuple[UnusedSuppression, ...] = ()
    files: int = 0
    skipped: int = 0
    seconds: float = 0.0
    sources: Mapping[str, str] = field(default_factory=dict)
    hidden: int = 0
    program: ProgramRun | None = None


def counts_as_finding(reported: Reported) -> bool:
    """Say whether a finding makes the run fail: all do, except those that TensorFlow refuted."""
    return reported.verdict is None or reported.verdict.outcome.value != "refuted"
