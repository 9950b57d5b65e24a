"""SARIF 2.1.0, the format of code scanning (GitHub, Azure DevOps, editors).

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html is the standard; § below are its sections.
Equal findings in the same folder give equal files: no time, no process, no machine is in them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TextIO

from tfguard import __version__
from tfguard.reporting.as_json import Json, dump, verdict_object
from tfguard.reporting.escape import visible
from tfguard.reporting.fingerprint import VERSION as FINGERPRINT_VERSION
from tfguard.reporting.fingerprint import fingerprints, unused_fingerprints
from tfguard.reporting.levels import Level, level_of
from tfguard.reporting.markdown import as_text
from tfguard.reporting.page_text import as_markdown, first_line, sections_of
from tfguard.reporting.paths import shown_path
from tfguard.reporting.report import FileError, Report, Reported, UnusedSuppression, counts_as_finding
from tfguard.reporting.sources import Sources
from tfguard.reporting.text import said_in, unused_message, verdict_text
from tfguard.reporting.uri import folder_uri, path_uri
from tfguard.rules.registry import all_rules
from tfguard.rules.rule import Rule
from tfguard.syntax.place import Cell, Place
from tfguard.tracing.traced import RootKind

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
FOLDER = "%SRCROOT%"  # what GitHub and the standard's examples call the root of the sources
FINGERPRINT = f"tfguardFingerprint/v{FINGERPRINT_VERSION}"
_UNUSED = "unused-suppression"
_NOT_CHECKED, _REFUTED = "not-checked", "refuted"
# What GitHub sorts alerts by: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files
_SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "recommendation"}
_URL = re.compile(r"https://[^\s<>]+")

Object = dict[str, Json]


def write(report: Report, out: TextIO) -> None:
    """Write a report as a log of one run.

    What TensorFlow refuted is no result (GitHub makes an alert of every result, of those of the kind
    *pass* too), but a notification.

    See :class:`tfguard.reporting.formats.Write`.
    """
    dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(report).run()]}, out)


class _Run:
    """One run: what its parts share.

    Args:
        report: what to write.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._sources = Sources(report.sources)
        self._results = [reported for reported in report.findings if counts_as_finding(reported)]
        found = {reported.finding.rule_id: reported.finding.symbol for reported in report.findings}
        if report.unused:
            found[_UNUSED] = _UNUSED
        self._symbols = dict(sorted(found.items()))
        self._indices = {rule_id: index for index, rule_id in enumerate(self._symbols)}

    def run(self) -> Object:
        """The run object (§3.14)."""
        report = self._report
        marks = fingerprints(self._results, report.sources)
        unused_marks = unused_fingerprints(report.unused, report.sources)
        return {
            "tool": {"driver": self._driver()},
            "language": "en",
            # Columns of places count characters; other readers' default would be UTF-16 (§3.14.17).
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                FOLDER: {
                    "uri": folder_uri(os.getcwd()),
                    "description": {"text": "the folder in which tfguard was started"},
                }
            },
            "invocations": [
                {
                    "executionSuccessful": bool(report.files) or not report.errors,
                    "toolExecutionNotifications": [
                        *map(self._error, report.errors),
                        *(self._refuted(found) for found in report.findings if not counts_as_finding(found)),
                    ],
                }
            ],
            "results": [
                *(self._result(found, mark) for found, mark in zip(self._results, marks, strict=True)),
                *(self._unused(one, mark) for one, mark in zip(report.unused, unused_marks, strict=True)),
            ],
        }

    def _driver(self) -> Object:
        """The tool (§3.19), with the rules that have something to say."""
        known = {rule.id: rule for rule in all_rules()}
        rules: list[Json] = []
        for rule_id, symbol in self._symbols.items():
            rule = known.get(rule_id)
            rules.append(_rule(rule) if rule is not None else _made_rule(rule_id, symbol))
        return {
            "name": "tfguard",
            "version": __version__,
            "semanticVersion": __version__,
            "shortDescription": {"text": "finds code that goes wrong because tf.function traces Python"},
            "rules": rules,
            "notifications": [
                _described(
                    _NOT_CHECKED, "a file could not be checked", "It cannot be read, or is no Python source."
                ),
                _described(
                    _REFUTED,
                    "TensorFlow showed that a finding is wrong",
                    "Confirm mode ran the code, and it did not misbehave as the rule says.",
                ),
            ],
        }

    def _result(self, reported: Reported, mark: str) -> Object:
        """A finding (§3.27)."""
        finding, place = reported.finding, reported.place
        related = [
            {"id": number, **self._location(one.place, one.message)}
            for number, one in enumerate(reported.related, 1)
        ]
        result: Object = {
            "ruleId": finding.rule_id,
            "ruleIndex": self._indices[finding.rule_id],
            "level": level_of(finding.rule_id).value,
            "message": _message(said_in(reported.message, place.line, place.cell), verdict_text(reported)),
            "locations": [{**self._location(place), "logicalLocations": [_function(_holder(reported))]}],
            "partialFingerprints": {FINGERPRINT: mark},
        }
        if finding.chain:
            result["codeFlows"] = [{"threadFlows": [{"locations": self._flow(reported)}]}]
        if related:
            result["relatedLocations"] = list(related)
        result["properties"] = _properties(reported)
        return result

    def _flow(self, reported: Reported) -> list[Json]:
        """The way of the trace (§3.37): the root, each call, the place."""
        root, (start, *calls) = reported.finding.root, reported.finding.chain
        callers = [start.function, *(call.function for call in calls)]
        steps = [
            (self._location(start.place, f"{start.function} is traced: {root.why}", whole=False), 0),
            *(
                (self._location(call.place, f"the trace enters {call.function}"), level)
                for level, call in enumerate(calls)
            ),
            (self._location(reported.finding.place, reported.finding.message), len(calls)),
        ]
        return [
            {"location": {**place, "logicalLocations": [_function(callers[level])]}, "nestingLevel": level}
            for place, level in steps
        ]

    def _unused(self, unused: UnusedSuppression, mark: str) -> Object:
        place = Place(unused.path, unused.line, unused.column, unused.line, unused.column + 1, unused.cell)
        return {
            "ruleId": _UNUSED,
            "ruleIndex": self._indices[_UNUSED],
            "level": Level.WARNING.value,
            "message": _message(said_in(unused_message(unused), unused.line, unused.cell)),
            "locations": [self._location(place, whole=False)],
            "partialFingerprints": {FINGERPRINT: mark},
        }

    def _error(self, error: FileError) -> Object:
        """A file that could not be checked, as a notification (§3.58)."""
        message, region = error.message, {}
        if error.line is not None:
            message = said_in(message, error.line, error.cell)
            region["startLine"] = self._sources.file_line(error.path, error.line, error.cell)
            if error.column is not None and error.cell is None:
                region["startColumn"] = error.column
        physical: Object = {"artifactLocation": _artifact(error.path)}
        if region:
            physical["region"] = dict(region)
        return {
            "descriptor": {"id": _NOT_CHECKED, "index": 0},
            "level": Level.ERROR.value,
            "message": _message(message),
            "locations": [{"physicalLocation": physical}],
        }

    def _refuted(self, reported: Reported) -> Object:
        rule_id = reported.finding.rule_id
        return {
            "descriptor": {"id": _REFUTED, "index": 1},
            "associatedRule": {"id": rule_id, "index": self._indices[rule_id]},
            "level": Level.NOTE.value,
            "message": _message(
                said_in(reported.message, reported.place.line, reported.place.cell), verdict_text(reported)
            ),
            "locations": [self._location(reported.place)],
            "properties": _properties(reported),
        }

    def _location(self, place: Place, message: str = "", *, whole: bool = True) -> Object:
        """A place (§3.28); without a message, that of the result."""
        region: Object = {"startLine": self._sources.file_line(place.path, place.line, place.cell)}
        if place.cell is None:
            region["startColumn"] = place.column
        if whole:
            region["endLine"] = self._sources.file_line(place.path, place.end_line, place.cell)
            if place.cell is None:
                region["endColumn"] = place.end_column
        location: Object = {"physicalLocation": {"artifactLocation": _artifact(place.path), "region": region}}
        if message:
            location["message"] = _message(said_in(message, place.line, place.cell))
        if place.cell is not None:
            location["properties"] = _cell(place.line, place.cell)
        return location


def _artifact(path: str) -> Object:
    uri = path_uri(shown_path(path))
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": FOLDER}


def _cell(line: int, cell: Cell) -> Object:
    """The line of a notebook's file is one of JSON; this is what people see."""
    return {"cell": cell.number, "line": line - cell.start}


def _function(qualname: str) -> Object:
    return {"fullyQualifiedName": visible(qualname), "kind": "function"}


def _holder(reported: Reported) -> str:
    finding = reported.finding
    return finding.chain[-1].function if finding.chain else finding.root.qualname


def _properties(reported: Reported) -> Object:
    finding = reported.finding
    properties: Object = {"confidence": finding.confidence.name}
    if finding.root.kind is not RootKind.UNTRACED:
        properties["tracedFunction"] = finding.root.qualname
        properties["tracedBecause"] = finding.root.why
        properties["otherTracedFunctions"] = reported.other_roots
    if reported.verdict is not None:
        properties["confirm"] = verdict_object(reported)
    return {name: _shown(value) for name, value in properties.items()}


def _shown(value: Json) -> Json:
    """Write control characters in all texts as escapes."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if isinstance(value, dict):
        return {visible(name): _shown(item) for name, item in value.items()}
    return value


def _message(*paragraphs: str) -> Object:
    """A message (§3.11) of text that may come from user code.

    In both forms braces are doubled, since ``{0}`` is a placeholder (§3.11.5). In plain text, what
    looks like a link (§3.11.6: ``f[0](x)``) gets a space, as there is no escape for it.
    """
    texts = [text for text in paragraphs if text]
    plain = "\n".join(visible(text).replace("](", "] (") for text in texts)
    return {"text": _braced(plain), "markdown": _braced("\n\n".join(map(as_text, texts)))}


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _rule(rule: Rule) -> Object:
    """A rule (§3.49) with its page."""
    level = level_of(rule.id)
    written = rule.doc.strip()
    sections = (f"## {heading}\n\n{_markdown(text)}" for heading, text in sections_of(written).items())
    address = _URL.search(written)
    return {
        "id": rule.id,
        "name": rule.symbol,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": first_line(written), "markdown": _markdown(first_line(written))},
        **({"helpUri": address[0].rstrip(".,;)")} if address is not None else {}),
        "help": {"text": written, "markdown": _page((_markdown(first_line(written)), *sections))},
        "defaultConfiguration": {"enabled": not rule.preview, "level": level.value},
        "properties": {
            "tags": ["tensorflow", "tf.function", *(["preview"] if rule.preview else [])],
            "precision": "medium" if rule.preview else "very-high",
            "problem.severity": _SEVERITIES[level],
        },
    }


def _made_rule(rule_id: str, symbol: str) -> Object:
    """What has no page: a suppression that silences nothing."""
    is_unused = rule_id == _UNUSED
    level = Level.WARNING if is_unused else level_of(rule_id)
    text = "a comment silences nothing" if is_unused else symbol
    return {
        **_described(
            rule_id, text, "Remove what the comment names, or the comment." if is_unused else symbol
        ),
        "name": symbol,
        "defaultConfiguration": {"level": level.value},
    }


def _described(name: str, text: str, more: str) -> Object:
    """What GitHub wants to know of each kind of message."""
    return {
        "id": name,
        "shortDescription": {"text": text},
        "fullDescription": {"text": f"{text[:1].upper()}{text[1:]}."},
        "help": {"text": more, "markdown": more},
    }


def _page(parts: Iterable[str]) -> str:
    return "\n\n".join(parts)


def _markdown(text: str) -> str:
    return as_markdown(text, {}, (), "")
