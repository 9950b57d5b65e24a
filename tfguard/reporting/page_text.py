"""A rule's page as its module's docstring has it, and the same in Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Mapping

SECTIONS = (
    "What it does",
    "Why it is a problem",
    "Use instead",
    "How it is proved",
    "Versions",
    "Known limits",
    "References",
)
_LEAST = 40  # characters that a line has, however narrow the terminal is
# Code may hold backticks itself, at its ends too.
_CODE = re.compile(r"(``.+?``(?!`)|`[^`]+`)", re.DOTALL)
# A name of a rule, of an example file (with or without its folder) or of their folder, an address.
_NAMED = re.compile(
    r"(?P<url>https?://[^\s<>]+)"
    r"|(?<![\w/.-])(?:examples/\w+/)?(?P<example>(?:bad|good)_\w+)(?:\.py)?"
    r"|(?<![\w/.-])(?P<folder>examples/\w+)(?![\w/])"
    r"|(?<![\w-])(?P<rule>tf1?(?:-[a-z0-9]+)+)(?![\w-])"
)


def sections_of(page: str) -> dict[str, str]:
    """Split a page at its unindented lines, each of which is a heading over indented text.

    Args:
        page: the docstring, its first line included.

    Returns:
        Each section's text by its heading, in their order, without the indentation.
    """
    _, *parts = re.split(r"^(\S.*)$", page.strip().partition("\n")[2], flags=re.MULTILINE)
    return {heading: _dedented(text) for heading, text in zip(parts[::2], parts[1::2], strict=True)}


def first_line(page: str) -> str:
    """Give a page's first line, which says in a sentence what the rule finds."""
    return page.strip().partition("\n")[0]


def fitted(page: str, width: int) -> list[str]:
    """Break the paragraphs and list items of a page anew for a terminal.

    Args:
        page: the docstring.
        width: how long a line may be; a name or an address that is longer stays whole.
    """
    blocks: list[list[str]] = []
    for line in page.strip().split("\n"):
        before = blocks[-1][0] if blocks else ""
        apart = not line.strip() or not before.strip() or line.startswith(" ") != before.startswith(" ")
        if apart or line.lstrip().startswith("- "):
            blocks.append([])
        blocks[-1].append(line)
    return [line for block in blocks for line in _wrapped(block, width)]


def _wrapped(block: list[str], width: int) -> list[str]:
    text = " ".join(line.strip() for line in block)
    indent = " " * (len(block[0]) - len(block[0].lstrip()))
    hanging = indent + "  " * text.startswith("- ")
    lines = textwrap.wrap(
        text,
        max(width, _LEAST),
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [""]


def as_markdown(text: str, pages: Mapping[str, str], examples: Collection[str], anchors: str) -> str:
    """Turn a section's text into Markdown: names of rules and of example files become links.

    Args:
        text: the section.
        pages: where the page of each rule is, by its symbol.
        examples: names of the rule's example files, without their suffix.
        anchors: what the targets of these examples begin with.
    """

    def linked(match: re.Match[str]) -> str:
        if match["url"]:
            address = match["url"].rstrip(".,;)")
            return f"<{address}>{match['url'][len(address) :]}"
        if match["example"]:
            known = match["example"] in examples
            return f"[`{match['example']}.py`](#{anchors}{match['example']})" if known else f"`{match[0]}`"
        if match["folder"]:
            return "[the examples below](#example)" if examples else match[0]
        page = pages.get(match["rule"])
        return f"[`{match['rule']}`]({page})" if page else match[0]

    def prose(part: str) -> str:
        pieces, end = [], 0
        for match in _NAMED.finditer(part):
            pieces += [_escaped(part[end : match.start()]), linked(match)]
            end = match.end()
        return "".join([*pieces, _escaped(part[end:])])

    def code(part: str) -> str:
        content = part[2:-2] if part.startswith("``") else part[1:-1]
        page = pages.get(content)
        shown = code_span(content)
        return f"[{shown}]({page})" if page else shown

    return "".join(code(part) if number % 2 else prose(part) for number, part in enumerate(_CODE.split(text)))


def code_span(code: str) -> str:
    """Set a text as code; it may hold backticks."""
    return f"`` {code} ``" if "`" in code else f"`{code}`"


def _dedented(text: str) -> str:
    lines = text.strip("\n").split("\n")
    return "\n".join(line.removeprefix("    ") for line in lines).strip()


def _escaped(text: str) -> str:
    """Keep Markdown from reading marks that are meant as they stand; list marks are meant."""
    return re.sub(r"([*_<>\[\]{}$\\|])", r"\\\1", text)
