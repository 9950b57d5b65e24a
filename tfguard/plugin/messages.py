"""What Pylint has to know of each rule before it checks anything.

It is kept: to load all rules takes longer than to use them.
"""

from __future__ import annotations

from dataclasses import dataclass

from tfguard.cache.store import Store, key_of
from tfguard.recall.codec import decoded, encoded
from tfguard.recall.identity import identity

KIND = "messages"


@dataclass(frozen=True, slots=True)
class RuleMessage:
    """What is said of a rule.

    Attributes:
        id, symbol, summary, preview, older: those of the :class:`tfguard.rules.rule.Rule`.
    """

    id: str
    symbol: str
    summary: str
    preview: bool
    older: bool


def rule_messages() -> tuple[RuleMessage, ...]:
    """Give what is said of every rule, sorted by id."""
    ours = identity()
    store, key = Store(KIND), key_of({"tfguard": ours})
    if ours is not None:
        try:
            return decoded(tuple[RuleMessage, ...], store.get(key))
        except ValueError:
            pass
    from tfguard.rules.registry import all_rules  # noqa: PLC0415

    found = tuple(
        RuleMessage(rule.id, rule.symbol, rule.summary, rule.preview, rule.older) for rule in all_rules()
    )
    if ours is not None:
        store.put(key, encoded(found))
    return found
