"""Rules' pages on a terminal."""

from __future__ import annotations

import pytest

from tfguard.reporting.page_text import fitted, sections_of
from tfguard.rules.registry import all_rules
from tfguard.rules.rule import Rule

PAGE = """Finds this in code that
goes on here.

What it does
    It finds this, and says of it what there is to be said about it.
    A second line.

    A paragraph:
    - an item that is long enough to be broken, see
      https://a.bc/a_long_address_that_is_not_broken_anywhere
    - another

References
    - a
"""


def test_paragraphs_and_items_are_broken_anew() -> None:
    assert fitted(PAGE, 40) == [
        "Finds this in code that goes on here.",
        "",
        "What it does",
        "    It finds this, and says of it what",
        "    there is to be said about it. A",
        "    second line.",
        "",
        "    A paragraph:",
        "    - an item that is long enough to be",
        "      broken, see",
        "      https://a.bc/a_long_address_that_is_not_broken_anywhere",
        "    - another",
        "",
        "References",
        "    - a",
    ]


@pytest.mark.parametrize("width", [20, 60, 80, 200])
@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.symbol)
def test_every_page_keeps_its_words_and_sections(rule: Rule, width: int) -> None:
    lines = fitted(rule.doc, width)
    page = "\n".join(lines)
    assert page.split() == rule.doc.split()
    assert [line for line in lines if line in sections_of(rule.doc)] == list(sections_of(rule.doc))
    assert all(len(line) <= max(width, 40) or len(line.split()) <= 2 for line in lines)
