"""Write the pages that are made: those of rules, and those of files beside the documentation's folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sitepages.families import RULES_FOLDER, Family, all_families
from sitepages.links import on_the_site
from sitepages.rule_index import errors_page, family_page, index_page
from sitepages.rule_pages import rule_page

RULES, PROJECT = "rules", "project"
_OUTSIDE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def pages_of_files(docs: Path) -> dict[Path, Path]:
    """Say which page of the site stands for which file or folder of the repository.

    Args:
        docs: the documentation's folder.
    """
    pages = {docs.parent / name: docs / PROJECT / name.lower() for name in _OUTSIDE}
    folder = docs.parent / "tfguard" / "rules"
    pages[folder] = docs / RULES / "index.md"
    for family in all_families():
        pages[folder / family.name] = docs / RULES / f"{family.page}.md"
        for rule in family.rules:
            file = folder / family.module_of(rule).relative_to(RULES_FOLDER)
            pages[file] = docs / RULES / f"{rule.symbol}.md"
    return pages


def write_pages(docs: Path) -> None:
    """Write all pages that are made below the documentation's folder; those of other runs go.

    Args:
        docs: the documentation's folder.
    """
    for folder, pages in ((RULES, dict(rules_pages(all_families()))), (PROJECT, dict(_project_pages(docs)))):
        _replace(docs / folder, pages)


def rules_pages(families: tuple[Family, ...]) -> Iterator[tuple[str, str]]:
    """Make the pages of the rules and of their families, and the index; names of files, and their texts.

    Args:
        families: all of them.
    """
    links = {rule.symbol: f"{rule.symbol}.md" for family in families for rule in family.rules}
    yield "index.md", index_page(families)
    yield "errors.md", errors_page(families)
    for family in families:
        yield f"{family.page}.md", family_page(family)
        for rule in family.rules:
            yield f"{rule.symbol}.md", rule_page(rule, family, links)


def _project_pages(docs: Path) -> Iterator[tuple[str, str]]:
    pages = pages_of_files(docs)
    for name in _OUTSIDE:
        text = (docs.parent / name).read_text(encoding="utf-8")
        yield name.lower(), on_the_site(text, docs.parent, docs / PROJECT, pages)


def _replace(folder: Path, pages: Mapping[str, str]) -> None:
    """Write what is new: Sphinx reads again only what has changed."""
    folder.mkdir(exist_ok=True)
    for old in set(folder.glob("*.md")) - {folder / name for name in pages}:
        old.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
