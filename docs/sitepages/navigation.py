"""The site's navigation, read from the index page: its sections, and in each the pages that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_ENTRY = re.compile(r"^- \[(?P<title>[^\]]+)\]\((?P<page>[^)#]+)\.md\)", re.MULTILINE)


def with_navigation(index: str) -> str:
    """Add to the index page a hidden tree of contents for each of its sections.

    Args:
        index: the page's Markdown, its links those of the site.
    """
    _, *parts = _SECTION.split(index)
    trees = [
        _tree(caption, [(entry["title"], entry["page"]) for entry in _ENTRY.finditer(text)])
        for caption, text in zip(parts[::2], parts[1::2], strict=True)
    ]
    return "\n\n".join([index.rstrip(), *("\n".join(tree) for tree in trees)]) + "\n"


def _tree(caption: str, entries: list[tuple[str, str]]) -> Iterator[str]:
    yield "```{toctree}"
    yield ":hidden:"
    yield f":caption: {caption}"
    yield ""
    yield from (f"{title} <{page}>" for title, page in entries)
    yield "```"
