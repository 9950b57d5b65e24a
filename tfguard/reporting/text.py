"""The text format: one line a finding when piped, excerpts of the source on a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from tfguard.reporting import program
from tfguard.reporting.escape import visible
from tfguard.reporting.paths import shown_path
from tfguard.reporting.report import FileError, Report, Reported, UnusedSuppression
from tfguard.syntax.place import Cell, position
from tfguard.tracing.traced import RootKind


def write(report: Report, out: TextIO) -> None:
    """Write a report as text; see :class:`tfguard.reporting.formats.Write`."""
    if out.isatty():
        from tfguard.reporting import terminal as form  # brings rich, which a pipe does not need
    else:
        from tfguard.reporting import concise as form  # type: ignore[no-redef]
    form.write(report, out)


def lines_of(report: Report) -> list[str]:
    """Give the piped form: findings, unused suppressions, errors, what a program showed, the summary."""
    lines = (
        *map(finding_line, report.findings),
        *map(unused_line, report.unused),
        *map(error_line, report.errors),
        *(program.lines(report.program) if report.program is not None else ()),
    )
    return [*map(_no_command, lines), summary_line(report)]


def _no_command(line: str) -> str:
    """Keep a file called ``::error::a.py`` from being a command where GitHub's runner reads the log."""
    return f"./{line}" if line.lstrip().startswith("::") else line


def finding_line(reported: Reported) -> str:
    """``path:line:column: ID symbol message [verdict: evidence]``."""
    finding, place = reported.finding, reported.place
    verdict = verdict_text(reported)
    text = f"{shown_path(place.path)}:{place.position}: {finding.rule_id} {finding.symbol} {reported.message}"
    text += f" [{verdict}]" if verdict else ""
    return visible(f"{text} [{repro}]" if (repro := repro_text(reported)) else text)


def verdict_text(reported: Reported) -> str:
    """``confirmed: evidence``, ``inconclusive: reason``; empty without a verdict."""
    verdict = reported.verdict
    if verdict is None:
        return ""
    said = verdict.evidence or verdict.reason
    if verdict.outcome.value == "inconclusive":
        said = verdict.reason or verdict.evidence
    return f"{verdict.outcome.value}: {said}" if said else verdict.outcome.value


def chain_text(reported: Reported) -> str:
    """One line: the traced function, why it is traced, and the calls that lead from it to the place."""
    root = reported.finding.root
    if root.kind is RootKind.UNTRACED:
        return visible(f"in {root.qualname}, which nothing in sight traces")
    text = f"traced: {root.qualname} ({root.why}, {shown_path(root.path)}:{position(root.line, root.cell)})"
    for link in reported.finding.chain[1:]:
        at = link.place
        text += f" -> {link.function} (called at {shown_path(at.path)}:{position(at.line, at.cell)})"
    if reported.other_roots:
        text += f"; reached from {_count(reported.other_roots, 'more traced function')}"
    return visible(text)


def said_in(message: str, line: int, cell: Cell | None) -> str:
    """A message where only the file's line is shown: in a notebook, people look for the cell."""
    return message if cell is None else f"cell {cell.number}, line {line - cell.start}: {message}"


def unused_message(unused: UnusedSuppression) -> str:
    """What is wrong with a suppression that silences nothing."""
    return f"unused suppression of '{unused.name}': nothing is reported here"


def repro_text(reported: Reported) -> str:
    """``repro: path``, or why there is none for a confirmed finding; empty where none was asked for."""
    if reported.repro:
        return f"repro: {shown_path(reported.repro)}"
    made = reported.verdict.repro if reported.verdict is not None else None
    return f"no repro: {made.missing}" if made is not None and made.missing else ""


def unused_line(unused: UnusedSuppression) -> str:
    """One line for a suppression that silences nothing."""
    return visible(
        f"{shown_path(unused.path)}:{position(unused.line, unused.cell)}:{unused.column}: "
        f"{unused_message(unused)}"
    )


def error_line(error: FileError) -> str:
    """``path[:line[:column]]: error: message``."""
    at = f":{position(error.line, error.cell)}" if error.line is not None else ""
    at += f":{error.column}" if at and error.column is not None else ""
    return visible(f"{shown_path(error.path)}{at}: error: {error.message}")


def summary_line(report: Report) -> str:
    """One sentence: what was checked, skipped and found, and in how long."""
    checked = f"checked {_count(report.files, 'file')}"
    if report.skipped:
        checked += f" ({report.skipped} without tracing)"
    parts = [_findings_text(report)]
    if report.hidden:
        parts.append(f"{report.hidden:,} in the baseline")
    if report.unused:
        parts.append(_count(len(report.unused), "unused suppression"))
    if report.errors:
        parts.append(_count(len(report.errors), "error"))
    return f"{', '.join(parts)}; {checked} in {report.seconds:.1f} s"


def _findings_text(report: Report) -> str:
    text = _count(len(report.findings), "finding") if report.findings else "no findings"
    outcomes = Counter(r.verdict.outcome.value for r in report.findings if r.verdict is not None)
    if outcomes:
        text += f" ({', '.join(f'{outcomes[name]} {name}' for name in sorted(outcomes))})"
    return text


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
