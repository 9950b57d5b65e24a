"""The formats by name. A format is a module with ``write``; to add one, write it and name it here."""

from __future__ import annotations

import importlib
from typing import Protocol, TextIO

from tfguard.reporting.report import Report

_MODULES = {
    "text": "tfguard.reporting.text",
    "concise": "tfguard.reporting.concise",
    "json": "tfguard.reporting.as_json",
    "sarif": "tfguard.reporting.as_sarif",
    "github": "tfguard.reporting.as_github",
    "gitlab": "tfguard.reporting.as_gitlab",
    "junit": "tfguard.reporting.as_junit",
}

NAMES = tuple(_MODULES)


class Write(Protocol):
    """What a format's module offers as ``write``."""

    def __call__(self, report: Report, out: TextIO) -> None:
        """Write a whole report.

        Args:
            report: what to write.
            out: an open text stream; a format may look at whether it is a terminal.
        """


def writer(name: str) -> Write:
    """Load a format; only the one that is used is imported.

    Raises:
        KeyError: no format of that name.
    """
    write: Write = importlib.import_module(_MODULES[name]).write
    return write
