"""Links of pages that are read in two places: as files of the repository, and on the site.

In the files, a link leads to a file: ``../README.md``, ``../tfguard/rules/side_effects/print.py``. On the
site the first is a page of another name, and the second, a rule's module, is the page that is made from it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,}|:{3,}).*?^(?P=fence)[`~:]*$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?P<open>\]\()(?P<target>[^)\s#:]+)(?P<anchor>#[^)\s]*)?\)")
_SYMBOL = re.compile(r"(?<![\[`])`(?P<symbol>tf1?(?:-[a-z0-9]+)+)`(?![`\]])")


def on_the_site(text: str, written_in: Path, shown_in: Path, pages: Mapping[Path, Path]) -> str:
    """Rewrite the links of a Markdown text, and link the rules that it names.

    Args:
        text: of the page.
        written_in: the folder that its links are relative to.
        shown_in: the folder of the page on the site.
        pages: which page of the site stands for a file or folder of the repository; those of rules too.
    """
    rules = {page.stem: page for file, page in pages.items() if file.suffix == ".py"}

    def link(match: re.Match[str]) -> str:
        target = Path(os.path.normpath(written_in / match["target"]))
        page = pages.get(target, target)
        return f"{match['open']}{_relative(page, shown_in)}{match['anchor'] or ''})"

    def symbol(match: re.Match[str]) -> str:
        page = rules.get(match["symbol"])
        return f"[`{match['symbol']}`]({_relative(page, shown_in)})" if page else match[0]

    def prose(part: str) -> str:
        lines = _LINK.sub(link, part).split("\n")
        return "\n".join(line if line.startswith("#") else _SYMBOL.sub(symbol, line) for line in lines)

    pieces, end = [], 0
    for fence in _FENCE.finditer(text):
        pieces += [prose(text[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join([*pieces, prose(text[end:])])


def _relative(page: Path, folder: Path) -> str:
    return Path(os.path.relpath(page, folder)).as_posix()
