"""Each rule is made to report code that is right: TensorFlow refutes it, and never confirms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from confirm.made_findings import make_drive, make_finding, make_plain_finding, place_of_text
from confirm.near_misses import NEAR_MISSES, WITHOUT, NearMiss
from rules.example_files import RULES_FOLDER

from tfguard.confirm.verdict import Verdict
from tfguard.rules import registry
from tfguard.rules.analysis import analyse
from tfguard.rules.finding import Finding
from tfguard.syntax.project import Project

RULES = {rule.symbol: rule for rule in registry.all_rules()}
PROOFS = {rule.id: rule.proof for rule in RULES.values()}


def path_of(miss: NearMiss) -> Path:
    family, rule, name = miss.example.split("/")
    return RULES_FOLDER / family / "examples" / rule / f"{name}.py"


def nth(miss: NearMiss) -> int:
    """Count the occurrences of the text before the one that is meant."""
    source = path_of(miss).read_text(encoding="utf-8")
    start = source.index(miss.after) + len(miss.after) if miss.after else 0
    return source.count(miss.text, 0, start)


def inject(miss: NearMiss) -> Finding:
    """Make the finding that the rule does not make."""
    path, rule = path_of(miss), RULES[miss.rule]
    if not miss.root:
        return make_plain_finding(path, rule.id, miss.text, miss.target, nth(miss))
    drive = None
    if miss.driven:
        function = "" if miss.driven == "<module>" else miss.driven
        drive = make_drive(path, function, *(place_of_text(path, call) for call in miss.calls))
    related = (place_of_text(path, miss.related),) if miss.related else ()
    return make_finding(
        path, rule.id, miss.text, miss.root, target=miss.target, nth=nth(miss), wrapped=miss.wrapped,
        drive=drive, related=related,
    )  # fmt: skip


def test_every_rule_has_a_near_miss_or_says_why_not() -> None:
    covered = {miss.rule for miss in NEAR_MISSES}
    assert covered | WITHOUT.keys() == RULES.keys()
    assert not covered & WITHOUT.keys()


@pytest.mark.parametrize("miss", NEAR_MISSES, ids=str)
def test_the_rule_itself_does_not_report_it(miss: NearMiss) -> None:
    path = path_of(miss)
    flagged = inject(miss).place
    findings = analyse(path.name, Project(), path.read_text(encoding="utf-8")).findings
    assert not [one for one in findings if one.symbol == miss.rule and one.place.line == flagged.line]


@pytest.mark.tensorflow
@pytest.mark.parametrize("miss", NEAR_MISSES, ids=str)
def test_a_near_miss_is_refuted(miss: NearMiss, judged: Callable[..., list[Verdict]]) -> None:
    verdict = judged([inject(miss)], proofs=PROOFS)[0]
    assert verdict.outcome.value == "refuted", f"{verdict.reason} | {verdict.evidence} | {verdict.details}"
