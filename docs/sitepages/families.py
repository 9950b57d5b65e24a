"""The families of rules: their folders, titles and rules, from the packages themselves."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import tfguard.rules
from tfguard.rules.registry import all_rules
from tfguard.rules.rule import Rule

RULES_FOLDER = Path(tfguard.rules.__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Family:
    """A family of rules.

    Attributes:
        name: its package's name.
        title: what its page is called.
        about: what its rules have in common, a sentence.
        rules: sorted by number.
    """

    name: str
    title: str
    about: str
    rules: tuple[Rule, ...]

    @property
    def page(self) -> str:
        """Give the name of its page."""
        return self.name.replace("_", "-")

    def module_of(self, rule: Rule) -> Path:
        """Give the file that holds one of its rules."""
        return RULES_FOLDER / self.name / f"{rule.name}.py"

    def examples_of(self, rule: Rule) -> Path:
        """Give the folder of a rule's example programs."""
        return RULES_FOLDER / self.name / "examples" / rule.name


def all_families() -> tuple[Family, ...]:
    """Group all registered rules by their packages, in the order of their ids."""
    grouped: dict[str, list[Rule]] = {}
    for rule in sorted(all_rules(), key=lambda rule: rule.id[1:]):
        grouped.setdefault(_folder_of(rule), []).append(rule)
    return tuple(_family(name, tuple(rules)) for name, rules in grouped.items())


def _folder_of(rule: Rule) -> str:
    """Find the package of a rule: two families may hold modules of one name."""
    for module in sorted(RULES_FOLDER.glob(f"*/{rule.name}.py")):
        if import_module(f"tfguard.rules.{module.parent.name}.{rule.name}").RULE.id == rule.id:
            return module.parent.name
    raise LookupError(rule.symbol)


def _family(name: str, rules: tuple[Rule, ...]) -> Family:
    """Its package's docstring is ``Title: what its rules have in common.``, or that sentence alone."""
    text = (import_module(f"tfguard.rules.{name}").__doc__ or "").strip().partition("\n")[0]
    title, colon, about = text.partition(": ")
    if not colon:
        title, about = name.replace("_", " ").capitalize(), text
    return Family(name, title, about[:1].upper() + about[1:], rules)
