"""The rules find what the examples and the judged programs mark, and nothing else there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rules.example_files import RULES_FOLDER

from tfguard.rules.analysis import analyse
from tfguard.rules.finding import Finding
from tfguard.syntax.project import Project

PROGRAMS = Path(__file__).parents[1] / "redteam"
SYMBOLS = r"(tf1?-[\w-]+(?:\s*,\s*tf1?-[\w-]+)*)"
# expect: must be found. allow: may be found, it is true as well. unseen: a pitfall, proved like the others,
# that needs more than the analysis knows; the mark goes when it is found.
EXPECT, ALLOW, UNSEEN = (re.compile(rf"{mark}:\s*{SYMBOLS}") for mark in ("expect", "allow", "unseen"))


def files() -> Iterator[Path]:
    yield from sorted(RULES_FOLDER.glob("*/examples/*/*.py"))
    yield from sorted(PROGRAMS.glob("*/round*/*.py"))


def marks(text: str, pattern: re.Pattern[str]) -> set[tuple[int, str]]:
    return {
        (number, symbol.strip())
        for number, line in enumerate(text.split("\n"), 1)
        for found in pattern.findall(line)
        for symbol in found.split(",")
    }


def marked_line(finding: Finding, *marked: set[tuple[int, str]]) -> tuple[int, str]:
    """The mark that a finding answers to: any line of its statement may carry it, those given first first."""
    for each in marked:
        for line in range(finding.place.line, finding.place.end_line + 1):
            if (line, finding.symbol) in each:
                return line, finding.symbol
    return finding.place.line, finding.symbol


@pytest.mark.parametrize("path", list(files()), ids=lambda path: "/".join(path.parts[-3:]))
def test_findings_are_the_marks(path: Path) -> None:
    text = path.read_text("utf-8")
    expected, allowed = marks(text, EXPECT), marks(text, ALLOW)
    # By its bare name: below a folder called tests it would be taken for a test.
    findings = analyse(path.name, Project(), text).findings
    found = {marked_line(finding, expected, allowed) for finding in findings}
    assert found - allowed <= expected, "found what is no pitfall"
    assert expected <= found, "missed a pitfall"
    assert not marks(text, UNSEEN) & found, "found a pitfall that is marked as unseen"


def test_there_are_programs_to_judge() -> None:
    assert len(list(files())) > 300
