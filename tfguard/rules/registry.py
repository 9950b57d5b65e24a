"""All rules, found by their files: adding a rule is adding a file."""

from __future__ import annotations

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
