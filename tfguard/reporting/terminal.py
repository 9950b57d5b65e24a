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
MAX_RELATED = 4  # a helper may have hundreds of callers; JSON has them all


def write(report: Report, out: TextIO) -> None:
    """Write a report for a person; rich decides on colours (``NO_COLOR``) and width."""
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    sources = Sources(report.sources)
    for reported in report.findings:
        for line in _block(reported, sources):
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


def _block(reported: Reported, sources: Sources) -> Iterator[Text]:
    finding = reported.finding
    yield Text.assemble(
        (_at(reported.place), "bold"),
        " ",
        (finding.rule_id, _LEVELS.get(finding.rule_id[:1], "bold")),
        " ",
        (visible(finding.symbol), "bold"),
    )
    yield Text(f"  {visible(reported.message)}")
    yield from _excerpt(reported.place, sources)
    yield Text(f"  {chain_text(reported)}", "dim")
    for related in reported.related[:MAX_RELATED]:
        yield Text(f"  {_at(related.place)}: {visible(related.message)}", "dim")
    if len(reported.related) > MAX_RELATED:
        yield Text(f"  ... and {len(reported.related) - MAX_RELATED} more", "dim")
    if reported.verdict is not None:
        yield Text(f"  {visible(verdict_text(reported))}", _OUTCOMES[reported.verdict.outcome.value])
    if repro_text(reported):
        yield Text(f"  {visible(repro_text(reported))}", "dim")


def _at(place: Place) -> str:
    return visible(f"{shown_path(place.path)}:{place.position}")


def _excerpt(place: Place, sources: Sources) -> Iterator[Text]:
    source = sources.line(place.path, place.line)
    if not source:
        return
    line = place.line if place.cell is None else place.line - place.cell.start
    gutter = f"{line:>6} | "
    end = place.end_column - 1 if place.end_line == place.line else len(source.rstrip())
    start = place.column - 1
    before, marked = _shown(source[:start]), _shown(source[start : max(end, start + 1)])
    yield Text.assemble((gutter, "dim"), _shown(source).rstrip())
    underline = " " * cell_len(before) + "^" * max(1, cell_len(marked))
    yield Text.assemble(("       | ", "dim"), (underline, "bold red"))


def _shown(source: str) -> str:
    return visible(source.replace("\t", _TAB))
