"""All rules, found by their files: adding a rule is adding a file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from tfguard import rules
from tfguard.rules.rule import Rule


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule, sorted by id."""
    found: list[Rule] = []
    for family in iter_modules(rules.__path__, f"{rules.__name__}."):
        if not family.ispkg:
            continue
        package = import_module(family.name)
        for module in iter_modules(package.__path__, f"{family.name}."):
            if not module.ispkg:
                loaded = import_module(module.name)
                found.append(
                    replace(loaded.RULE, name=module.name.rpartition(".")[2], doc=loaded.__doc__ or "")
                )
    return tuple(sorted(found, key=lambda rule: rule.id))


def unasked(selected: Collection[str]) -> frozenset[str]:
    """Names of the kinds of events that nobody asks for: what preview rules alone want, where they are off.

    It goes by preview rules together, and not by single rules: results that are kept shall serve whatever of
    the others is selected.

    Args:
        selected: ids of the rules that are on.
    """
    if any(rule.preview and rule.id in selected for rule in all_rules()):
        return frozenset()
    wanted = {event for rule in all_rules() if not rule.preview for event in rule.events}
    every = {event for rule in all_rules() for event in rule.events}
    return frozenset(event.__name__ for event in every - wanted)
