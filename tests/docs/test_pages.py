"""Every rule has its page on the documentation site, made from its module and its examples."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from sitepages.examples import Example, Flag, chosen, examples_in
from sitepages.families import Family, all_families
from sitepages.links import on_the_site
from sitepages.navigation import with_navigation
from sitepages.pictures.draw import FOLDER
from sitepages.pictures.gallery import PICTURES
from sitepages.rule_pages import HEADINGS
from sitepages.writing import rules_pages
from tfguard.reporting.page_text import SECTIONS, as_markdown, code_span
from tfguard.rules.registry import all_rules
from tfguard.rules.rule import Rule

FAMILIES = all_families()
RULES = [(rule, family) for family in FAMILIES for rule in family.rules]
ALWAYS = [heading for heading in HEADINGS if heading != "Errors that it causes"]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return dict(rules_pages(FAMILIES))


def sections(page: str) -> dict[str, str]:
    _, *parts = re.split(r"^## (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_all_registered_rules_have_a_page(pages: dict[str, str]) -> None:
    assert {rule.symbol for rule, _ in RULES} == {rule.symbol for rule in all_rules()}
    assert {f"{rule.symbol}.md" for rule in all_rules()} <= set(pages)
    assert all(f"({rule.symbol}.md)" in pages["index.md"] for rule in all_rules())


@pytest.mark.parametrize(("rule", "family"), RULES, ids=lambda value: getattr(value, "symbol", ""))
def test_page_has_all_sections(rule: Rule, family: Family, pages: dict[str, str]) -> None:
    page = pages[f"{rule.symbol}.md"]
    found = sections(page)
    assert set(SECTIONS) < set(HEADINGS)
    assert [heading for heading in ALWAYS if not found.get(heading, "").strip()] == []
    assert list(found) == [heading for heading in HEADINGS if heading in found]
    assert ("Errors that it causes" in found) == bool(rule.errors)
    assert page.startswith(f"# {rule.symbol}\n")
    assert f"`{rule.id}`" in page
    assert ("preview: off" in page) == rule.preview
    assert f"[{family.title}]({family.page}.md)" in page


def test_errors_lead_to_all_rules_that_name_them(pages: dict[str, str]) -> None:
    rows = pages["errors.md"].splitlines()
    for rule in all_rules():
        for text in rule.errors:
            (row,) = [row for row in rows if row.startswith(f"| {code_span(text)} |")]
            assert f"[`{rule.symbol}`]({rule.symbol}.md)" in row


@pytest.mark.parametrize(("rule", "family"), RULES, ids=lambda value: getattr(value, "symbol", ""))
def test_page_shows_findings_and_a_near_miss(rule: Rule, family: Family, pages: dict[str, str]) -> None:
    example = sections(pages[f"{rule.symbol}.md"])["Example"]
    assert ":emphasize-lines:" in example
    assert re.search(r"^- Line \d+: ", example, re.MULTILINE)
    assert f"({rule.symbol}--bad_" in example
    assert f"({rule.symbol}--good_" in example
    assert "expect:" not in pages[f"{rule.symbol}.md"]


@pytest.mark.parametrize(("rule", "family"), RULES, ids=lambda value: getattr(value, "symbol", ""))
def test_flags_point_at_the_code_that_is_shown(rule: Rule, family: Family) -> None:
    examples = examples_in(family.examples_of(rule))
    for example in examples:
        compile(example.code, example.name, "exec")
        for flag in example.flags:
            assert example.code.split("\n")[flag.line - 1].strip() == flag.source
    assert all(example.flags_of(rule.symbol) for example in examples if example.is_bad)


def test_what_only_tests_need_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "bad_print.py").write_text(
        '"""Prints."""\n\nimport io\n\nimport tensorflow as tf\n\n\n@tf.function\ndef f(x):\n'
        "    print(x)  # expect: tf-print\n    return x\n\n\ndef run():\n    return io.StringIO(), f(1)\n",
        encoding="utf-8",
    )
    (example,) = examples_in(tmp_path)
    assert example.code == "import tensorflow as tf\n\n\n@tf.function\ndef f(x):\n    print(x)\n    return x"
    assert [(flag.line, flag.symbol) for flag in example.flags] == [(6, "tf-print")]


def test_an_import_that_is_flagged_is_shown(tmp_path: Path) -> None:
    (tmp_path / "bad_import.py").write_text(
        '"""Imports."""\n\nimport tensorflow as tf\nfrom tensorflow import placeholder\n\n\n'
        "@tf.function\ndef f(x):\n    return x\n\n\ndef run():\n    return f(placeholder())\n",
        encoding="utf-8",
    )
    (example,) = examples_in(tmp_path)
    assert "def run" in example.code
    assert [flag.source for flag in example.flags_of("tf1-placeholder")] == [
        "from tensorflow import placeholder"
    ]


def test_the_good_example_does_what_the_page_advises() -> None:
    flag = Flag(1, 1, "tf-print", "print() runs once", "HIGH", "print(x)")
    bad = Example("bad_print", "", "print(x)", (flag,))
    alike, cured = (
        Example(f"good_{name}", "", code, ()) for name, code in (("a", "print(y)"), ("b", "tf.print(z)"))
    )
    assert chosen((bad, alike, cured), "tf-print", "``tf.print``") == (bad, cured)
    assert chosen((bad, alike, cured), "tf-print", "a return") == (bad, alike)
    cure = Example("good_c", "The cure: return it.", "return y", ())
    assert chosen((bad, alike, cured, cure), "tf-print", "``tf.print``") == (bad, cure)


def test_the_bad_example_is_sure_and_shows_one_rule() -> None:
    def example(name: str, *flags: tuple[str, str]) -> Example:
        return Example(name, "", "x", tuple(Flag(1, 1, symbol, "said", sure, "x") for symbol, sure in flags))

    good = example("good_a")
    guessed = example("bad_a", ("tf-print", "INFERENCE"))
    mixed = example("bad_b", ("tf-print", "HIGH"), ("tf-clock", "HIGH"))
    alone = example("bad_c", ("tf-print", "HIGH"))
    odd = replace(alone, code="y")
    assert chosen((guessed, mixed, odd, alone, good), "tf-print", "") == (alone, good)
    assert chosen((guessed, mixed, good), "tf-print", "") == (mixed, good)


def test_text_becomes_markdown() -> None:
    text = "``a*b`` is *not* tf-print, but tf-other; see bad_x.py, bad_y.py, https://a.b/c_d."
    assert as_markdown(text, {"tf-print": "p.md"}, {"bad_x"}, "me--") == (
        "`a*b` is \\*not\\* [`tf-print`](p.md), but tf-other; see [`bad_x.py`](#me--bad_x), `bad_y.py`, "
        "<https://a.b/c_d>."
    )


def test_code_may_hold_backticks() -> None:
    text = "RuntimeError ```v += x` with `tf.Variable`s``, or ```v``` (examples/other); ``tf-print``"
    assert as_markdown(text, {"tf-print": "p.md"}, {"bad_x"}, "me--") == (
        "RuntimeError `` `v += x` with `tf.Variable`s ``, or `` `v` `` ([the examples below](#example)); "
        "[`tf-print`](p.md)"
    )


def test_links_lead_to_pages_of_the_site() -> None:
    root = Path("/r")
    pages = {
        root / "README.md": root / "docs/project/readme.md",
        root / "m/print.py": root / "docs/rules/tf-print.md",
    }
    text = "[a](../README.md#x) [b](json.md) [c](../m/print.py) `tf-print` [d](https://e.f/g.md)\n\n```\n`tf-print`\n```\n"
    assert on_the_site(text, root / "docs", root / "docs", pages) == (
        "[a](project/readme.md#x) [b](json.md) [c](rules/tf-print.md) [`tf-print`](rules/tf-print.md) "
        "[d](https://e.f/g.md)\n\n```\n`tf-print`\n```\n"
    )


def test_sections_of_the_index_are_the_navigation() -> None:
    index = with_navigation("# Top\n\n## Use\n\n- [Pylint](pylint.md): text.\n- [JSON](json.md): text.\n")
    assert index.endswith("```{toctree}\n:hidden:\n:caption: Use\n\nPylint <pylint>\nJSON <json>\n```\n")


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_picture_is_what_its_program_draws(name: str) -> None:
    written = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert written == PICTURES[name].svg(), "PYTHONPATH=docs python -m sitepages.pictures.draw"


def test_every_picture_is_drawn_and_shown() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(PICTURES)
    text = "".join(page.read_text(encoding="utf-8") for page in FOLDER.parent.glob("*.md"))
    assert [name for name in PICTURES if f"(pictures/{name}.svg)" not in text] == []


def test_site_is_built_without_tensorflow() -> None:
    code = "import sys, sitepages.writing; sys.exit('tensorflow' in sys.modules or 'pylint' in sys.modules)"
    docs = FOLDER.parent
    path = os.pathsep.join((str(docs), str(docs.parent)))
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": path}, check=False).returncode == 0


def test_pictures_stand_in_the_text() -> None:
    pytest.importorskip("sphinx")
    from docutils import nodes
    from docutils.utils import new_document

    from sitepages.extension import PicturesInTheText

    document = new_document("guide")
    document.settings.env = SimpleNamespace(srcdir=FOLDER.parent)
    document += [nodes.image(uri=f"pictures/{name}.svg") for name in ("moments", "missing")]
    PicturesInTheText(document).run()
    drawn, missing = document.children
    assert isinstance(drawn, nodes.raw)
    assert "<svg" in drawn.astext()
    assert isinstance(missing, nodes.image)
