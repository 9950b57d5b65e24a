"""What an experiment is about, and what it may use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tfguard.confirm.experiments.requests import Run
from tfguard.confirm.verdict import Outcome
from tfguard.rules.finding import Finding
from tfguard.rules.proof import Proof
from tfguard.syntax.project import Project


@dataclass(frozen=True, slots=True)
class Task:
    """Findings that are proved together.

    Attributes:
        project: the files.
        findings: pairs of index and finding, all of one root.
        proofs: by rule id.
        run: does one run in a worker.
        seconds, memory: limits of each run.
        scripts: for findings with which outcomes a stand-alone script is written.
    """

    project: Project
    findings: Sequence[tuple[int, Finding]]
    proofs: Mapping[str, Proof]
    run: Run
    seconds: float
    memory: int
    scripts: frozenset[Outcome] = frozenset()

    def of(self, findings: Sequence[tuple[int, Finding]]) -> Task:
        """The same for other findings."""
        return replace(self, findings=findings)
