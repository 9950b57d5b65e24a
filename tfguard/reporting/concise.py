"""The concise format: one line a finding, wherever it goes (an editor's task runs in a terminal)."""

from __future__ import annotations

from typing import TextIO

from tfguard.reporting.report import Report
from tfguard.reporting.text import lines_of


def write(report: Report, out: TextIO) -> None:
    """Write what ``text`` writes into a pipe; see :class:`tfguard.reporting.formats.Write`."""
    for line in lines_of(report):
        print(line, file=out)
