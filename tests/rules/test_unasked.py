"""What nobody asks for is not looked for, and nothing else is lost by that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rules.example_files import Example, find_examples

from tfguard.rules.analysis import analyse
from tfguard.rules.finding import Finding
from tfguard.rules.registry import all_rules, unasked
from tfguard.syntax.settings import Settings

BAD = [example for example in find_examples() if example.is_bad]
DEFAULT = frozenset(rule.id for rule in all_rules() if not rule.preview)
MISSPELT = "import tensorflow as tf\nlayer = tf.kears.layers.Dense(3)  # pylint: disable=tf-unknown-name\n"


def _found(example: Example, settings: Settings) -> list[Finding]:
    findings = analyse(str(example.path), settings.project()).findings
    return [found for found in findings if found.rule_id in DEFAULT]


def test_it_goes_by_preview_rules_together() -> None:
    preview = next(rule.id for rule in all_rules() if rule.preview)
    assert unasked(DEFAULT) == unasked(()) != frozenset()
    assert unasked((*DEFAULT, preview)) == frozenset()


def test_no_rule_that_is_on_wants_it() -> None:
    wanted = {event.__name__ for rule in all_rules() if rule.id in DEFAULT for event in rule.events}
    assert not wanted & unasked(DEFAULT)


@pytest.mark.parametrize("example", BAD, ids=str)
def test_rules_that_are_on_find_the_same(example: Example) -> None:
    every = [found for found in _found(example, Settings()) if found.rule_id in DEFAULT]
    some = [
        found for found in _found(example, Settings(unasked=unasked(DEFAULT))) if found.rule_id in DEFAULT
    ]
    assert some == every


def test_what_nobody_asks_for_is_not_looked_for(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(MISSPELT, encoding="utf-8")
    for settings, symbols in ((Settings(), ["tf-unknown-name"]), (Settings(unasked=unasked(DEFAULT)), [])):
        found = analyse(str(file), settings.project()).findings
        assert [finding.symbol for finding in found] == symbols


def test_a_comment_for_a_rule_that_is_off_is_not_called_unused(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(MISSPELT, encoding="utf-8")
    for options in ((), ("--preview",)):
        command = [sys.executable, "-m", "tfguard", "check", "--no-cache", "--report-unused-suppressions"]
        done = subprocess.run([*command, *options, str(file)], capture_output=True, text=True, check=False)
        assert "unused" not in done.stdout, done.stdout
        assert done.returncode == 0, done.stderr
