"""The index of the rules, and a page for each family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sitepages.families import Family
from tfguard.reporting.page_text import as_markdown, code_span

_LETTERS = (
    "The letter of an id says how bad it is: `E` raises or gives wrong results, `W` is likely not what was "
    "meant, `R` costs time, `C` is a convention. *Preview* rules are off unless "
    "[asked for](../configuration.md#selecting-rules)."
)
_ESCAPED = r"\|"  # in a cell
_TABLE_HEAD = "| id | rule | finds | level |\n|---|---|---|---|"


def index_page(families: Iterable[Family]) -> str:
    """Write the list of all rules, a table for each family.

    Args:
        families: all of them.
    """
    families = tuple(families)
    count = sum(len(family.rules) for family in families)
    parts = [
        "# Rules",
        f"What tfguard looks for: {count} rules in {len(families)} families. {_LETTERS}",
        "Looking for an error? [From an error to its rule](errors.md).",
        _toctree((*(family.page for family in families), "errors")),
    ]
    for family in families:
        parts += [f"## {family.title}", _text(family.about), _table(family)]
    return "\n\n".join(parts) + "\n"


def errors_page(families: Iterable[Family]) -> str:
    """Write the list of TensorFlow's error texts, each with the rules that find its cause.

    Args:
        families: all of them.
    """
    causes: defaultdict[str, list[str]] = defaultdict(list)
    for family in families:
        for rule in family.rules:
            for text in rule.errors:
                causes[text].append(f"[`{rule.symbol}`]({rule.symbol}.md)")
    rows = (
        f"| {code_span(text).replace('|', _ESCAPED)} | {', '.join(rules)} |"
        for text, rules in sorted(causes.items(), key=lambda item: item[0].lstrip("*'` ").lower())
    )
    about = (
        "Texts that TensorFlow prints or raises, and the rules that find what leads to them. A `*` stands "
        "for anything. With a whole message, or a traceback, ask `tfguard explain`:"
    )
    command = '```sh\ntfguard explain "out of scope and cannot be used here"\n```'
    table = "\n".join(("| text | rules |", "|---|---|", *rows))
    return f"# From an error to its rule\n\n{about}\n\n{command}\n\n{table}\n"


def family_page(family: Family) -> str:
    """Write a family's page.

    Args:
        family: the family.
    """
    names = _toctree(rule.symbol for rule in family.rules)
    return "\n\n".join((f"# {family.title}", _text(family.about), _table(family), names)) + "\n"


def _table(family: Family) -> str:
    rows = (
        f"| `{rule.id}` | [`{rule.symbol}`]({rule.symbol}.md) | {_text(rule.summary)} "
        f"| {'preview' if rule.preview else 'default'} |"
        for rule in family.rules
    )
    return "\n".join((_TABLE_HEAD, *rows))


def _toctree(names: Iterable[str]) -> str:
    return "\n".join(("```{toctree}", ":hidden:", "", *names, "```"))


def _text(text: str) -> str:
    return as_markdown(text, {}, (), "")
