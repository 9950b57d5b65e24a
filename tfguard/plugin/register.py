"""Which checkers Pylint gets: one a family, and one more for a family's preview rules."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NoReturn

from tfguard.plugin.checker import (
    INFER_OPTION,
    ITERATIONS_OPTION,
    KERAS_OPTION,
    SIZE_OPTION,
    TENSORFLOW_OPTION,
    FamilyChecker,
    OptionsChecker,
    value_of,
)
from tfguard.plugin.collector import collect_less_often
from tfguard.plugin.messages import RuleMessage, rule_messages
from tfguard.plugin.module_findings import ModuleFindings
from tfguard.plugin.not_inferred import leave_out
from tfguard.syntax.versions import (
    KERAS_EXPECTED,
    TENSORFLOW_EXPECTED,
    keras_version,
    tensorflow_version,
)

if TYPE_CHECKING:
    from pylint.lint import PyLinter


USAGE_ERROR = 32  # Pylint's exit code for one


def register_checkers(linter: PyLinter) -> None:
    """Give Pylint one checker for each group of rules; all of them share one analysis of a module.

    A second call does nothing. With ``--jobs`` each worker gets a copy of the linter, checkers
    included, and calls this again; before Pylint 4.0.2 that would report everything twice and
    disable preview rules that the user enabled (https://github.com/pylint-dev/pylint/pull/10642).
    Later versions take the checkers out first.

    Args:
        linter: the linter of this process.
    """
    if any(isinstance(checker, OptionsChecker) for checker in linter.get_checkers()):
        return
    collect_less_often()
    linter.register_checker(OptionsChecker(linter))
    findings = ModuleFindings()
    for rules in families(rule_messages()):
        linter.register_checker(FamilyChecker(linter, rules, findings))


def configure(linter: PyLinter) -> None:
    """Do what the options say, once Pylint has read them.

    Args:
        linter: the linter, its options read.
    """
    _check_options(linter)
    if not value_of(linter, INFER_OPTION):
        leave_out(linter)


def _check_options(linter: PyLinter) -> None:
    """End the run when an option's value is wrong: Pylint's own types let any number and any text pass."""
    size, iterations = value_of(linter, SIZE_OPTION), value_of(linter, ITERATIONS_OPTION)
    tensorflow, keras = value_of(linter, TENSORFLOW_OPTION), value_of(linter, KERAS_OPTION)
    if size < 1:
        _refuse(f"{SIZE_OPTION} ({size}) should be greater than 0")
    if iterations < 1:
        _refuse(f"{ITERATIONS_OPTION} ({iterations}) should be greater than 0")
    if tensorflow and tensorflow_version(tensorflow) is None:
        _refuse(f"{TENSORFLOW_OPTION} ({tensorflow}) should be {TENSORFLOW_EXPECTED}")
    if keras and keras_version(keras) is None:
        _refuse(f"{KERAS_OPTION} ({keras}) should be {KERAS_EXPECTED}")


def _refuse(message: str) -> NoReturn:
    sys.stderr.write(f"{message}\n")
    sys.exit(USAGE_ERROR)


def families(rules: Iterable[RuleMessage]) -> Iterator[tuple[RuleMessage, ...]]:
    """Group rules as Pylint's checkers need them.

    Pylint wants the ids of a checker to share their first digits, and ``--enable=NAME`` turns on
    every message of the checkers called ``NAME``. So a family is a checker, and its preview rules
    are another, with another name.

    Args:
        rules: rules in any order.

    Yields:
        Rules of one family, all preview or all not, sorted by id.
    """
    groups: dict[tuple[bool, str], list[RuleMessage]] = {}
    for rule in sorted(rules, key=lambda rule: rule.id[1:]):
        groups.setdefault((rule.preview, rule.id[1:3]), []).append(rule)
    for key in sorted(groups):
        yield tuple(groups[key])
