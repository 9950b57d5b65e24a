"""The JSON format; its schema is ``schema/check.schema.json``, described in ``docs/json.md``."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, TextIO

from tfguard.reporting import program
from tfguard.reporting.escape import encodable
from tfguard.reporting.paths import shown_path
from tfguard.reporting.report import FileError, Report, Reported, UnusedSuppression
from tfguard.rules.finding import Related
from tfguard.syntax.place import Cell, Place
from tfguard.tracing.traced import Link, Root

if TYPE_CHECKING:
    from tfguard.confirm.program_runs.reports import Function

VERSION = "1.4"  # the schema's: minor for added keys, major for anything a reader could trip over

MAX_CHANGES = 20

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def write(report: Report, out: TextIO) -> None:
    """Write a report as one JSON object; see :class:`tfguard.reporting.formats.Write`."""
    dump(report_object(report), out)


def dump(value: Json, out: TextIO) -> None:
    """Write a JSON value in ASCII, so that no terminal or pipe encoding can break it."""
    json.dump(value, out, indent=2)
    out.write("\n")


def report_object(report: Report) -> dict[str, Json]:
    """Give the object that the schema describes."""
    return {
        "version": VERSION,
        "findings": [_finding(reported) for reported in report.findings],
        "unused_suppressions": [_unused(unused) for unused in report.unused],
        "errors": [error_object(error) for error in report.errors],
        "program": _program(report),
        "summary": _summary(report),
    }


def line_object(line: int, cell: Cell | None) -> dict[str, Json]:
    """A line: in a notebook the cell's number and the line in it, else the line alone."""
    if cell is None:
        return {"cell": None, "line": line}
    return {"cell": cell.number, "line": line - cell.start}


def error_object(error: FileError) -> dict[str, Json]:
    """A file that could not be checked."""
    return {
        "path": encodable(shown_path(error.path)),
        **(line_object(error.line, error.cell) if error.line is not None else {"cell": None, "line": None}),
        "column": error.column,
        "message": encodable(error.message),
    }


def chain_object(chain: tuple[Link, ...]) -> list[Json]:
    """The way from the root to the place: the root's ``def``, then each call site."""
    return [
        {
            "function": encodable(link.function),
            "path": encodable(shown_path(link.place.path)),
            **line_object(link.place.line, link.place.cell),
            "column": link.place.column,
        }
        for link in chain
    ]


def root_object(root: Root) -> dict[str, Json]:
    """The traced function that TensorFlow itself runs."""
    return {
        "path": encodable(shown_path(root.path)),
        **line_object(root.line, root.cell),
        "qualname": encodable(root.qualname),
        "why": encodable(root.why),
    }


def _place(place: Place) -> dict[str, Json]:
    return {
        "path": encodable(shown_path(place.path)),
        **line_object(place.line, place.cell),
        "column": place.column,
        "end_line": place.end_line - (place.cell.start if place.cell is not None else 0),
        "end_column": place.end_column,
    }


def _finding(reported: Reported) -> dict[str, Json]:
    finding = reported.finding
    return {
        **_place(reported.place),
        "id": finding.rule_id,
        "symbol": finding.symbol,
        "message": encodable(reported.message),
        "confidence": finding.confidence.name,
        "function": encodable(finding.chain[-1].function if finding.chain else finding.root.qualname),
        "root": root_object(finding.root),
        "other_roots": reported.other_roots,
        "chain": chain_object(finding.chain),
        "related": [_related(related) for related in reported.related],
        "verdict": verdict_object(reported),
        "repro": encodable(shown_path(reported.repro)) if reported.repro else None,
    }


def _related(related: Related) -> Json:
    return {**_place(related.place), "message": encodable(related.message)}


def verdict_object(reported: Reported) -> Json:
    """What confirm mode says; None without it."""
    verdict = reported.verdict
    if verdict is None:
        return None
    return {
        "verdict": verdict.outcome.value,
        "reason": encodable(verdict.reason),
        "evidence": encodable(verdict.evidence),
        "details": {encodable(name): encodable(text) for name, text in verdict.details},
    }


def _unused(unused: UnusedSuppression) -> Json:
    return {
        "path": encodable(shown_path(unused.path)),
        **line_object(unused.line, unused.cell),
        "column": unused.column,
        "name": encodable(unused.name),
    }


def _program(report: Report) -> Json:
    """What the user's own program showed."""
    ran = report.program
    if ran is None:
        return None
    return {
        "command": encodable(ran.command),
        "exit_code": ran.exit_code,
        "processes": ran.processes,
        "tensorflow": encodable(ran.tensorflow),
        "functions": [_function(one) for one in ran.functions],
    }


def _function(function: Function) -> Json:
    return {
        "path": encodable(shown_path(function.path)),
        "line": function.line,
        "name": encodable(function.name),
        "calls": function.calls,
        "traces": function.traces,
        "retraces": program.retraces(function),
        "seconds": round(function.seconds, 3),
        "objects": function.traced,
        "causes": [
            {
                "argument": encodable(one.argument),
                "respect": one.respect,
                "traces": one.traces,
                "changes": [
                    {"before": encodable(before), "after": encodable(after)}
                    for before, after in one.changes[:MAX_CHANGES]
                ],
            }
            for one in program.changed(function)
        ],
    }


def _summary(report: Report) -> Json:
    outcomes = Counter(r.verdict.outcome.value for r in report.findings if r.verdict is not None)
    rules = Counter(reported.finding.rule_id for reported in report.findings)
    return {
        "files": report.files,
        "skipped": report.skipped,
        "findings": len(report.findings),
        "hidden": report.hidden,
        "errors": len(report.errors),
        "unused_suppressions": len(report.unused),
        "rules": {rule: rules[rule] for rule in sorted(rules)},
        "verdicts": {name: outcomes[name] for name in sorted(outcomes)},
    }
