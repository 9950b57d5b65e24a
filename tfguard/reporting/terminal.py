"""The text format on a terminal: an excerpt with the place underlined, the chain, the verdict.

Everything that comes from the checked code goes through :func:`visible` and into ``Text`` objects, so
neither control characters nor rich's own markup in it have an effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tfguard.reporting import program
from tfguard.reporting.escape import visible
from tfguard.reporting.paths import shown_path
from tfguard.reporting.report import Report, Reported
from tfguard.reporting.sources import Sources
from tfguard.reporting.text import (
    chain_text,
    error_line,
    repro_text,
    summary_line,
    unused_line,
    verdict_text,
)
from tfguard.syntax.place import Place

_LEVELS = {"E": "bold red", "W": "bold yellow", "R": "bold cyan", "C": "bold blue"}
_OUTCOMES = {"confirmed": "bold red", "refuted": "green", "inconclusive": "yellow"}
_TAB = "    "
_INDENT = "  "
_BEFORE = 16  # cells that are seen before the marked part of a line that is cut
_LEAST = 20  # cells that a terminal has, whatever it says
MAX_RELATED = 4  # a helper may have hundreds of callers; JSON has them all


def write(report: Report, out: TextIO) -> None:
    """Write a report for a person; rich decides on colours (``NO_COLOR``) and width."""
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    sources = Sources(report.sources)
    for reported in report.findings:
        for line in _block(reported, sources, console):
            console.print(line, soft_wrap=True)
        console.print()
    for unused in report.unused:
        console.print(Text(unused_line(unused), "yellow"), soft_wrap=True)
    for error in report.errors:
        console.print(Text(error_line(error), "red"), soft_wrap=True)
    table = program.table(report.program) if report.program is not None else None
    if table is not None:
        console.print(table)
    console.print(Text(summary_line(report), "bold"), soft_wrap=True)


def _block(reported: Reported, sources: Sources, console: Console) -> Iterator[Text]:
    finding = reported.finding
    yield Text.assemble(
        (_at(reported.place), "bold"),
        " ",
        (finding.rule_id, _LEVELS.get(finding.rule_id[:1], "bold")),
        " ",
        (visible(finding.symbol), "bold"),
    )
    yield from _wrapped(Text(visible(reported.message)), console)
    yield from _excerpt(reported.place, sources, console)
    yield from _wrapped(Text(chain_text(reported), "dim"), console)
    for related in reported.related[:MAX_RELATED]:
        yield from _wrapped(Text(f"{_at(related.place)}: {visible(related.message)}", "dim"), console)
    if len(reported.related) > MAX_RELATED:
        yield Text(f"{_INDENT}... and {len(reported.related) - MAX_RELATED} more", "dim")
    if reported.verdict is not None:
        style = _OUTCOMES[reported.verdict.outcome.value]
        yield from _wrapped(Text(visible(verdict_text(reported)), style), console)
    if repro_text(reported):
        yield from _wrapped(Text(visible(repro_text(reported)), "dim"), console)


def _wrapped(text: Text, console: Console) -> Iterator[Text]:
    """Break a text between words where the terminal ends; a path is broken when it is longer than a line."""
    for line in text.wrap(console, max(console.width - len(_INDENT), _LEAST)):
        line.rstrip()
        yield Text(_INDENT).append_text(line)


def _at(place: Place) -> str:
    return visible(f"{shown_path(place.path)}:{place.position}")


def _excerpt(place: Place, sources: Sources, console: Console) -> Iterator[Text]:
    source = sources.line(place.path, place.line)
    if not source:
        return
    number = place.line if place.cell is None else place.line - place.cell.start
    gutter = f"{number:>6} | "
    end = place.end_column - 1 if place.end_line == place.line else len(source.rstrip())
    start = place.column - 1
    encoding = console.encoding
    before = cell_len(_shown(source[:start], encoding))
    length = max(1, cell_len(_shown(source[start : max(end, start + 1)], encoding)))
    line = _shown(source, encoding).rstrip()
    cut = _shown("…", encoding)[:1].replace("\\", "~")
    shown, gone = _window(line, before, length, max(console.width - len(gutter), _LEAST), cut)
    yield Text.assemble((gutter, "dim"), shown)
    underline = " " * (before - gone) + "^" * max(1, min(length, cell_len(shown) - before + gone))
    yield Text.assemble((" " * (len(gutter) - 2) + "| ", "dim"), (underline, "bold red"))


def _window(line: str, start: int, length: int, room: int, cut: str) -> tuple[str, int]:
    """Cut a line that is too long for the terminal, so that the marked part or its beginning is seen.

    Args:
        line: a line of the source, as it is shown.
        start: where the marked part begins; like all numbers here in cells of the terminal.
        length: how long that is.
        room: how long the line may be.
        cut: the character that stands where it is cut.

    Returns:
        The line, with that character where it was cut, and by how much all of it moved to the left.
    """
    total = cell_len(line)
    if total <= room:
        return line, 0
    first = 0
    if start + length >= room:
        to_its_end = min(start + length + 1 - room, start - 1)
        first = max(0, min(max(start - _BEFORE, to_its_end), total - room))
    more = total > first + room
    lower, upper = first + bool(first), first + room - more  # between the marks of the cuts
    shown, at = "", 0
    for char in line:
        end = at + cell_len(char)
        if lower <= at and end <= upper:
            shown = shown or " " * (at - lower)  # what is left of a wide character that is cut in two
            shown += char
        at = end
    return f"{cut * bool(first)}{shown}{cut * more}", first


def _shown(source: str, encoding: str) -> str:
    """Give a text of the source as the terminal will show it: what its encoding lacks is escaped."""
    text = visible(source.replace("\t", _TAB))
    return text.encode(encoding, "backslashreplace").decode(encoding)
