"""The baseline file: findings that are known already, written down so that they are not shown again."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tfguard.cli.exits import CannotRun
from tfguard.reporting.escape import encodable
from tfguard.reporting.fingerprint import VERSION, fingerprints
from tfguard.reporting.paths import shown_path
from tfguard.reporting.report import Reported

_AGAIN = "write it anew with 'tfguard baseline'"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings.

    Attributes:
        folder: what the paths are relative to.
        known: for each fingerprint, the files that hold it, as often as they do.
    """

    folder: str
    known: Mapping[str, Counter[str]]

    def new(
        self, findings: Sequence[Reported], texts: Mapping[str, str] | None = None
    ) -> tuple[Reported, ...]:
        """Keep the findings that are not known.

        A finding is known when the baseline holds one with its fingerprint that no other finding has
        taken: first one of the same file, else one of another, for files are renamed. A copy of flagged
        code into another file is new.

        Args:
            findings: what was found.
            texts: what is in no file (standard input), by path.
        """
        left = defaultdict(Counter, {mark: Counter(paths) for mark, paths in self.known.items()})
        marks = fingerprints(findings, texts)
        paths = [shown_path(reported.place.path, self.folder) for reported in findings]
        elsewhere = []
        for index, (mark, path) in enumerate(zip(marks, paths, strict=True)):
            if left[mark][path]:
                left[mark][path] -= 1
            else:
                elsewhere.append(index)
        kept = []
        for index in elsewhere:
            renamed = +left[marks[index]]  # without the names whose findings are all taken
            if renamed:
                left[marks[index]][min(renamed)] -= 1
            else:
                kept.append(findings[index])
        return tuple(kept)


def write_baseline(path: str, findings: Sequence[Reported], texts: Mapping[str, str] | None = None) -> None:
    """Write a baseline; the same findings give the same file, and a person can read its changes.

    Raises:
        CannotRun: the file cannot be written.
    """
    folder = os.path.dirname(os.path.abspath(path))
    entries = sorted(
        (
            encodable(shown_path(reported.place.path, folder)),
            reported.place.line,
            reported.finding.symbol,
            reported.finding.rule_id,
            mark,
        )
        for reported, mark in zip(findings, fingerprints(findings, texts), strict=True)
    )
    listed = [
        {"path": name, "id": rule_id, "symbol": symbol, "fingerprint": mark}
        for name, _, symbol, rule_id, mark in entries
    ]
    text = json.dumps({"version": VERSION, "findings": listed}, indent=1) + "\n"
    try:
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
    except OSError as error:
        raise CannotRun(f"{shown_path(path)}: cannot be written: {error.strerror or error}") from None


def read_baseline(path: str) -> Baseline:
    """Read a baseline.

    Raises:
        CannotRun: the file is missing, is no baseline, or was written for other fingerprints.
    """
    shown = shown_path(path)
    try:
        with open(path, encoding="utf-8") as file:
            value = json.load(file)
    except OSError as error:
        raise CannotRun(f"{shown}: the baseline cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise CannotRun(f"{shown}: is no baseline: it is not valid JSON; {_AGAIN}") from None
    if not isinstance(value, dict) or not isinstance(value.get("findings"), list):
        raise CannotRun(f"{shown}: is no baseline; {_AGAIN}")
    if value.get("version") != VERSION:
        raise CannotRun(f"{shown}: was written by another version of tfguard; {_AGAIN}")
    known: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in value["findings"]:
        fields = (entry.get("fingerprint"), entry.get("path")) if isinstance(entry, dict) else (None, None)
        mark, name = fields
        if not isinstance(mark, str) or not isinstance(name, str):
            raise CannotRun(f"{shown}: is no baseline; {_AGAIN}")
        known[mark][name] += 1
    return Baseline(os.path.dirname(os.path.abspath(path)), known)
