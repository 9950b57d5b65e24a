"""Which rules are on, and which findings are shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfguard.cli.config import Config, did_you_mean
from tfguard.cli.exits import CannotRun
from tfguard.cli.patterns import matcher
from tfguard.rules.rule import Rule
from tfguard.tracing.traced import Confidence

if TYPE_CHECKING:
    from tfguard.reporting.report import Reported

_EVERYTHING = frozenset({"all", "tfguard"})
_EXACT = 100  # more than any prefix is long


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown.

    Attributes:
        rules: ids of the rules that are on.
        minimum: the lowest confidence that is shown.
        per_file: pairs of a test of paths and the ids that are off in files that pass it.
    """

    rules: frozenset[str]
    minimum: Confidence = Confidence.INFERENCE
    per_file: tuple[tuple[Callable[[str, bool], bool], frozenset[str]], ...] = ()

    def shows(self, reported: Reported) -> bool:
        """Say whether a finding is shown."""
        finding = reported.finding
        if finding.rule_id not in self.rules or finding.confidence < self.minimum:
            return False
        path = reported.place.path
        return not any(finding.rule_id in off and matches(path, False) for matches, off in self.per_file)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was said on the command line; None where nothing was said."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    preview: bool | None = None
    min_confidence: str | None = None


def selection(rules: tuple[Rule, ...], config: Config, choice: Choice) -> Selection:
    """Put configuration and command line together; the command line wins, option by option.

    Raises:
        CannotRun: a selector names no rule.
    """
    preview = choice.preview if choice.preview is not None else config.preview
    select = _told("--select", choice.select, "select", config.select, config)
    ignore = _told("--ignore", choice.ignore, "ignore", config.ignore, config)
    confidence = choice.min_confidence or config.min_confidence or "INFERENCE"
    origin = _origin(config, "per-file-ignores")
    return Selection(
        rules=enabled(rules, select or (("all",), ""), ignore or ((), ""), preview=bool(preview)),
        minimum=Confidence[confidence],
        per_file=tuple(
            (matcher((pattern,), config.root), _union(meaning(name, rules, origin)[0] for name in names))
            for pattern, names in config.per_file_ignores
        ),
    )


def asked_for(rules: tuple[Rule, ...], config: Config, choice: Choice) -> frozenset[str]:
    """Give the ids of the rules that are selected by their own name, and then speak of older code too."""
    select = choice.select if choice.select is not None else config.select
    return frozenset(
        rule.id for rule in rules if rule.older and not {rule.id, rule.symbol}.isdisjoint(select or ())
    )


def enabled(
    rules: tuple[Rule, ...],
    select: tuple[tuple[str, ...], str],
    ignore: tuple[tuple[str, ...], str],
    *,
    preview: bool,
) -> frozenset[str]:
    """Give the ids of the rules that are on.

    The more specific selector wins (a name over a prefix, a long prefix over a short one), and ``ignore``
    over an equally specific ``select``. A preview rule is on when preview rules are, or when ``select``
    names it exactly.

    Args:
        rules: the rules there are.
        select: selectors, and what to call the option in an error.
        ignore: the same for what is left out.
        preview: whether preview rules are on.

    Raises:
        CannotRun: a selector names no rule.
    """
    chosen, dropped = _specificities(rules, *select), _specificities(rules, *ignore)
    return frozenset(
        rule.id
        for rule in rules
        if chosen.get(rule.id, -1) > dropped.get(rule.id, -1)
        and (preview or not rule.preview or chosen[rule.id] == _EXACT)
    )


def meaning(selector: str, rules: tuple[Rule, ...], origin: str) -> tuple[frozenset[str], int]:
    """Give the ids that a selector means, and how specific it is.

    Args:
        selector: a symbol, an id, the beginning of ids (``W72``, ``E``), ``all`` or ``tfguard``.
        rules: the rules there are.
        origin: the option or key it comes from, for the error.

    Raises:
        CannotRun: it means nothing.
    """
    if selector in _EVERYTHING:
        return frozenset(rule.id for rule in rules), 0
    exact = frozenset(rule.id for rule in rules if selector in (rule.symbol, rule.id))
    if exact:
        return exact, _EXACT
    prefixed = frozenset(rule.id for rule in rules if selector and rule.id.startswith(selector))
    if prefixed:
        return prefixed, len(selector)
    hint = did_you_mean(selector, [rule.symbol for rule in rules])
    raise CannotRun(f"unknown rule '{selector}' in {origin}{hint}; 'tfguard rules' lists them")


def _specificities(rules: tuple[Rule, ...], selectors: tuple[str, ...], origin: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for selector in selectors:
        ids, specificity = meaning(selector, rules, origin)
        for rule_id in ids:
            found[rule_id] = max(found.get(rule_id, -1), specificity)
    return found


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset(item for one in sets for item in one)


def _told(
    option: str, said: tuple[str, ...] | None, key: str, configured: tuple[str, ...] | None, config: Config
) -> tuple[tuple[str, ...], str] | None:
    if said is not None:
        return said, option
    return (configured, _origin(config, key)) if configured is not None else None


def _origin(config: Config, key: str) -> str:
    return f"'{key}' of {os.path.basename(config.source) or 'the configuration'}"
