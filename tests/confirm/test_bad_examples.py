"""Every finding in the bad examples of every rule comes out confirmed, but for those that are listed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from confirm.unconfirmed import UNCONFIRMED
from rules.example_files import Example, find_examples

from tfguard.confirm.verdict import Verdict
from tfguard.rules import registry
from tfguard.rules.analysis import analyse
from tfguard.syntax.project import Project

BAD = [example for example in find_examples() if example.is_bad]
PROOFS = {rule.id: rule.proof for rule in registry.all_rules()}
GROUPS = 2  # pools of workers: each imports TensorFlow


def _key(example: Example, line: int, symbol: str) -> str:
    return f"{example}:{line} {symbol}"


@pytest.mark.tensorflow
@pytest.mark.parametrize(
    "example",
    [
        pytest.param(example, id=str(example), marks=pytest.mark.xdist_group(f"bad-{number % GROUPS}"))
        for number, example in enumerate(BAD)
    ],
)
def test_findings_are_confirmed(example: Example, judged: Callable[..., list[Verdict]]) -> None:
    findings = analyse(str(example.path), Project()).findings
    assert findings
    others = {}
    for finding, verdict in zip(findings, judged(findings, proofs=PROOFS), strict=True):
        if verdict.outcome.value != "confirmed":
            said = f"{verdict.outcome.value}: {verdict.reason or verdict.evidence}"
            others[_key(example, finding.place.line, finding.symbol)] = said
    listed = {key for key in UNCONFIRMED if key.startswith(f"{example}:")}
    assert not {key: said for key, said in others.items() if key not in listed}
    assert listed <= others.keys(), "confirmed now: take it off the list"
    assert not any(said.startswith("refuted") for said in others.values())


def test_what_is_listed_is_found() -> None:
    found = {
        _key(example, finding.place.line, finding.symbol)
        for example in BAD
        if any(key.startswith(f"{example}:") for key in UNCONFIRMED)
        for finding in analyse(str(example.path), Project()).findings
    }
    assert UNCONFIRMED.keys() <= found
