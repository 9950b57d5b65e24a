"""Every rule has a complete page, examples of both kinds, and a name and an id that follow the scheme."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from pathlib import Path

import pytest
from rules.example_files import RULES_FOLDER, Example, expected_symbols, find_examples

from tfguard.rules.rule import Rule

SECTIONS = (
    "What it does",
    "Why it is a problem",
    "Use instead",
    "How it is proved",
    "Versions",
    "Known limits",
    "References",
)
# A family's folder, and what the ids of its rules begin with after the letter.
FAMILIES = {
    "state_creation": "71",
    "side_effects": "72",
    "retracing": "73",
    "captured_state": "74",
    "control_flow": "75",
    "eager_only": "76",
    "decorator_use": "77",
    "tensorflow_1": "78",
    "library_names": "79",
}
EXAMPLES = find_examples()
MODULES = sorted(
    path for family in FAMILIES for path in (RULES_FOLDER / family).glob("*.py") if path.stem != "__init__"
)


def rule_in(path: Path) -> Rule:
    rule = importlib.import_module(f"tfguard.rules.{path.parent.name}.{path.stem}").RULE
    assert isinstance(rule, Rule)
    return rule


def page_of(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def sections_of(page: str) -> dict[str, str]:
    """Split a page at its unindented lines, each of which is a heading over indented text."""
    _, *parts = re.split(r"^(\S.*)$", page.partition("\n")[2], flags=re.MULTILINE)
    return {heading: text.strip() for heading, text in zip(parts[::2], parts[1::2], strict=True)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_page_is_complete(path: Path) -> None:
    page = page_of(path)
    assert re.fullmatch(r"[A-Z].*\.", page.splitlines()[0])
    sections = sections_of(page)
    assert tuple(sections) == SECTIONS
    assert all(sections.values())
    assert re.search(r"https://\S+", sections["References"])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_page_names_only_examples_that_exist(path: Path) -> None:
    named = re.findall(r"\b(?:bad|good)_\w+\.py\b", page_of(path))
    folder = path.parent / "examples" / path.stem
    assert [name for name in named if not (folder / name).is_file()] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_rule_follows_the_scheme(path: Path) -> None:
    rule = rule_in(path)
    assert re.fullmatch(rf"[EWRC]{FAMILIES[path.parent.name]}\d\d", rule.id)
    start = "tf1-" if path.parent.name == "tensorflow_1" else "tf-"
    assert rule.symbol == start + path.stem.replace("_", "-")
    assert rule.summary
    assert len(rule.summary) <= 90
    assert not rule.summary.endswith(".")
    assert rule.proof.expectations


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_rule_has_examples_of_both_kinds(path: Path) -> None:
    kinds = {example.is_bad for example in EXAMPLES if example.rule == path.stem}
    assert kinds == {True, False}


def test_ids_and_symbols_are_unique() -> None:
    rules = [rule_in(path) for path in MODULES]
    names = Counter(rule.id for rule in rules) + Counter(rule.symbol for rule in rules)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_example_belongs_to_a_rule() -> None:
    orphans = {
        str(example) for example in EXAMPLES if example.path.parents[2] / f"{example.rule}.py" not in MODULES
    }
    assert orphans == set()


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example_is_marked_as_its_name_says(example: Example) -> None:
    assert re.fullmatch(r"(bad|good)_[a-z0-9_]+", example.path.stem)
    source = example.path.read_text(encoding="utf-8")
    expected = expected_symbols(source)
    # A comment that is not read (a second '#', a misspelt symbol) would leave its line unchecked.
    assert source.count("expect:") == len(expected)
    symbols = {symbol for symbols in expected.values() for symbol in symbols}
    known = {rule_in(path).symbol for path in MODULES}
    assert symbols <= known
    own = rule_in(example.path.parents[2] / f"{example.rule}.py").symbol
    assert (own in symbols) == example.is_bad
    assert bool(symbols) == example.is_bad


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example_says_what_it_shows_and_ends_with_run(example: Example) -> None:
    tree = ast.parse(example.path.read_text(encoding="utf-8"))
    docstring = ast.get_docstring(tree) or ""
    assert re.fullmatch(r"\S[^\n]*\.", docstring)
    last = tree.body[-1]
    assert isinstance(last, ast.FunctionDef)
    assert last.name == "run"
