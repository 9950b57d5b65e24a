"""GitLab's code quality report, which merge requests show.

https://docs.gitlab.com/ci/testing/code_quality/ describes what GitLab reads; the other keys are those of
the Code Climate format that it comes from.
"""

from __future__ import annotations

from typing import TextIO

from tfguard.reporting.as_json import Json, dump
from tfguard.reporting.escape import encodable, visible
from tfguard.reporting.fingerprint import fingerprints, text_fingerprint, unique, unused_fingerprints
from tfguard.reporting.levels import Level, level_of
from tfguard.reporting.paths import shown_path
from tfguard.reporting.report import FileError, Report, Reported, UnusedSuppression, counts_as_finding
from tfguard.reporting.repository import repository_path
from tfguard.reporting.sources import Sources
from tfguard.reporting.text import said_in, unused_message, verdict_text

FOLDER = "CI_PROJECT_DIR"  # absolute, where the runner clones the repository
_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}
_CATEGORIES = {Level.ERROR: "Bug Risk", Level.WARNING: "Bug Risk", Level.NOTE: "Style"}


def write(report: Report, out: TextIO) -> None:
    """Write a report as one JSON list; findings that TensorFlow refuted are left out.

    See :class:`tfguard.reporting.formats.Write`.
    """
    sources = Sources(report.sources)
    findings = [reported for reported in report.findings if counts_as_finding(reported)]
    issues = [
        *(_finding(reported, sources) for reported in findings),
        *(_unused(unused, sources) for unused in report.unused),
        *(_error(error, sources) for error in report.errors),
    ]
    # GitLab takes two issues with one fingerprint for one.
    marks = unique(
        (
            *fingerprints(findings, report.sources),
            *unused_fingerprints(report.unused, report.sources),
            *(text_fingerprint(shown_path(error.path), error.message) for error in report.errors),
        )
    )
    dump([issue | {"fingerprint": mark} for issue, mark in zip(issues, marks, strict=True)], out)


def _finding(reported: Reported, sources: Sources) -> dict[str, Json]:
    place = reported.place
    verdict = verdict_text(reported)
    said = f"{reported.message} [{verdict}]" if verdict else reported.message
    first = sources.file_line(place.path, place.line, place.cell)
    last = sources.file_line(place.path, place.end_line, place.cell)
    level = level_of(reported.finding.rule_id)
    return _issue(
        reported.finding.symbol, level, said_in(said, place.line, place.cell), place.path, first, last
    )


def _unused(unused: UnusedSuppression, sources: Sources) -> dict[str, Json]:
    line = sources.file_line(unused.path, unused.line, unused.cell)
    message = said_in(unused_message(unused), unused.line, unused.cell)
    return _issue("unused-suppression", Level.WARNING, message, unused.path, line, line)


def _error(error: FileError, sources: Sources) -> dict[str, Json]:
    line, message = 1, error.message
    if error.line is not None:
        line = sources.file_line(error.path, error.line, error.cell)
        message = said_in(message, error.line, error.cell)
    return _issue("not-checked", Level.ERROR, message, error.path, line, line)


def _issue(name: str, level: Level, message: str, path: str, first: int, last: int) -> dict[str, Json]:
    return {
        "type": "issue",
        "check_name": name,
        "description": visible(message),
        "categories": [_CATEGORIES[level]],
        "severity": _SEVERITIES[level],
        "location": {
            "path": encodable(repository_path(path, FOLDER)),
            "lines": {"begin": first, "end": last},
        },
    }
