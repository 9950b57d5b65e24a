"""Counts by rule in place of the findings: ``--statistics``."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from tfguard.reporting import as_json
from tfguard.reporting.report import Report
from tfguard.reporting.text import error_line, summary_line, unused_line

FORMATS = ("text", "json")


def write(report: Report, format_: str, out: TextIO) -> None:
    """Write how many findings each rule has, the most frequent first.

    Args:
        report: what was found.
        format_: ``text`` (count, id, symbol; then errors and the summary) or ``json`` (a list of objects).
        out: an open text stream.
    """
    counts = Counter((reported.finding.rule_id, reported.finding.symbol) for reported in report.findings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if format_ == "json":
        as_json.dump(
            [{"id": rule_id, "symbol": symbol, "count": count} for (rule_id, symbol), count in ordered], out
        )
        return
    width = len(str(ordered[0][1])) if ordered else 0
    for (rule_id, symbol), count in ordered:
        print(f"{count:>{width}}  {rule_id}  {symbol}", file=out)
    for line in (*map(unused_line, report.unused), *map(error_line, report.errors), summary_line(report)):
        print(line, file=out)
