"""One pool of workers for all tests of a process: TensorFlow is imported once in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from confirm.made_proofs import PROOFS

from tfguard.confirm.run import Pool, Settings, confirm
from tfguard.confirm.verdict import Verdict
from tfguard.rules.finding import Finding
from tfguard.rules.proof import Proof

Judge = Callable[..., list[Verdict]]


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """Workers in the best sandbox that this machine has."""
    made = Pool(Settings(trusted=True))
    yield made
    made.close()


@pytest.fixture
def judged(pool: Pool) -> Judge:
    """Give findings their verdicts."""

    def run(
        findings: list[Finding],
        *,
        seconds: float = 30.0,
        memory: int = 4 << 30,
        proofs: Mapping[str, Proof] = PROOFS,
    ) -> list[Verdict]:
        settings = Settings(time_limit=seconds, memory_limit=memory)
        return confirm(findings, settings, proofs=proofs, pool=pool)

    return run


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Path]:
    """Write a program's text to a file."""

    def write(text: str, name: str = "program.py") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
