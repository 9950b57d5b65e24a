"""Where reports go: one format on standard output, and any number of others into files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from tfguard.cli.exits import CannotRun
from tfguard.reporting import formats
from tfguard.reporting.files import is_stream, write_file
from tfguard.reporting.report import Report

STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Output:
    """A report that is asked for.

    Attributes:
        format: its format's name.
        path: the file; ``-`` for standard output.
    """

    format: str
    path: str


def parse_output(text: str) -> Output:
    """Read ``FORMAT=FILE``.

    Raises:
        ValueError: there is no such format, or no file; the text says which, for people.
    """
    name, separator, path = text.partition("=")
    if name not in formats.NAMES:
        raise ValueError(f"'{name}' is no format; there are {', '.join(formats.NAMES)}.")
    if not separator or not path:
        raise ValueError(f"'{text}' names no file; write {name}=FILE.")
    return Output(name, path)


def expect_writable(outputs: Iterable[Output]) -> None:
    """Look before a long run whether its reports will find their place.

    Raises:
        CannotRun: a folder is missing, or a file is one; two reports would go into one file.
    """
    seen: set[str] = set()
    for output in outputs:
        if output.path == STDOUT:
            continue
        if os.path.isdir(output.path):
            raise _cannot(output, "it is a folder")
        if is_stream(output.path):
            continue
        path = os.path.realpath(output.path)
        folder = os.path.dirname(path)
        if not os.path.isdir(folder):
            raise _cannot(output, f"there is no folder {folder}")
        if not os.access(path if os.path.exists(path) else folder, os.W_OK):
            raise _cannot(output, "permission denied")
        if path in seen:
            raise _cannot(output, "another report goes there")
        seen.add(path)


def write_outputs(report: Report, outputs: Iterable[Output]) -> None:
    """Write the reports that go into files, then those for standard output.

    Raises:
        CannotRun: a file cannot be written.
    """
    for output in sorted(outputs, key=lambda output: output.path == STDOUT):
        write = formats.writer(output.format)
        if output.path == STDOUT:
            write(report, sys.stdout)
            continue
        try:
            write_file(output.path, lambda out, write=write: write(report, out))  # type: ignore[misc]
        except OSError as error:
            raise _cannot(output, error.strerror or str(error)) from None


def _cannot(output: Output, why: str) -> CannotRun:
    return CannotRun(f"{output.format} report '{output.path}' cannot be written: {why}")
