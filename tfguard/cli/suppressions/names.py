"""Which rules a name in a comment means, spelled as Pylint accepts it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tfguard.rules.rule import Rule

_CATEGORIES = frozenset("CREIWF")
_CHECKERS = {"tfguard": False, "tfguard-preview": True}  # name of the plugin's checkers: for preview rules?


def rules_named(name: str, rules: tuple[Rule, ...]) -> frozenset[str]:
    """Give the ids of the rules that a name means.

    Args:
        name: a symbol, an id (case of the letter ignored), a category letter, a checker's name or ``all``.
        rules: the rules there are.

    Returns:
        Ids; empty for a name that is not one of ours.
    """
    return _by_name(rules).get(name) or _in_general(name, rules)


def names_one_of_ours(name: str, rules: tuple[Rule, ...]) -> bool:
    """Say whether a name is tfguard's own: no category of Pylint, no ``all``."""
    return bool(rules_named(name, rules)) and name != "all" and name.upper() not in _CATEGORIES


@lru_cache(maxsize=4)
def _by_name(rules: tuple[Rule, ...]) -> dict[str, frozenset[str]]:
    return {name: frozenset({rule.id}) for rule in rules for name in (rule.symbol, rule.id, rule.id.lower())}


def _in_general(name: str, rules: tuple[Rule, ...]) -> frozenset[str]:
    if name == "all":
        return _ids(rules)
    if name.upper() in _CATEGORIES:
        return _ids(rule for rule in rules if rule.id[0] == name.upper())
    preview = _CHECKERS.get(name.lower())
    return _ids(rule for rule in rules if preview is not None and rule.preview == preview)


def _ids(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(rule.id for rule in rules)
