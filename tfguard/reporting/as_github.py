"""Annotations of GitHub Actions: workflow commands that the runner reads from the job's log.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions says how they are
written. GitHub shows ten errors and ten warnings of a step beside the code; the log has all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from tfguard.reporting.escape import visible
from tfguard.reporting.levels import Level, level_of
from tfguard.reporting.report import FileError, Report, Reported, UnusedSuppression, counts_as_finding
from tfguard.reporting.repository import repository_path
from tfguard.reporting.sources import Sources
from tfguard.reporting.text import chain_text, said_in, summary_line, unused_message, verdict_text

FOLDER = "GITHUB_WORKSPACE"  # absolute, where actions/checkout puts the repository
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def write(report: Report, out: TextIO) -> None:
    """Write a report as annotations; findings that TensorFlow refuted have none.

    See :class:`tfguard.reporting.formats.Write`.
    """
    for line in _lines(report):
        print(line, file=out)


def _lines(report: Report) -> Iterator[str]:
    sources = Sources(report.sources)
    yield from (_finding(found, sources) for found in report.findings if counts_as_finding(found))
    yield from (_unused(unused, sources) for unused in report.unused)
    yield from (_error(error, sources) for error in report.errors)
    yield summary_line(report)


def _finding(reported: Reported, sources: Sources) -> str:
    finding, place = reported.finding, reported.place
    line = sources.file_line(place.path, place.line, place.cell)
    last = sources.file_line(place.path, place.end_line, place.cell)
    where: dict[str, str | int] = {"line": line, "endLine": last}
    if line == last and place.cell is None:  # GitHub takes columns within one line only
        where |= {"col": place.column, "endColumn": place.end_column}
    said = [said_in(reported.message, place.line, place.cell), chain_text(reported), verdict_text(reported)]
    return _command(
        level_of(finding.rule_id),
        f"{finding.symbol} ({finding.rule_id})",
        place.path,
        where,
        "\n".join(visible(text) for text in said if text),
    )


def _unused(unused: UnusedSuppression, sources: Sources) -> str:
    where: dict[str, str | int] = {"line": sources.file_line(unused.path, unused.line, unused.cell)}
    if unused.cell is None:
        where["col"] = unused.column
    message = visible(said_in(unused_message(unused), unused.line, unused.cell))
    return _command(Level.WARNING, "unused suppression", unused.path, where, message)


def _error(error: FileError, sources: Sources) -> str:
    where: dict[str, str | int] = {}
    message = error.message
    if error.line is not None:
        where["line"] = sources.file_line(error.path, error.line, error.cell)
        message = said_in(message, error.line, error.cell)
    if error.column is not None and error.cell is None:
        where["col"] = error.column
    return _command(Level.ERROR, "not checked", error.path, where, visible(message))


def _command(level: Level, title: str, path: str, where: dict[str, str | int], message: str) -> str:
    properties = {"title": title, "file": visible(repository_path(path, FOLDER)), **where}
    written = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[level]} {written}::{message.translate(_DATA)}"
