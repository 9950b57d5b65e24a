"""``tfguard demo``: the example project that ships with the package, checked and confirmed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

import tfguard.demo
from tfguard.cli.check import Request, build
from tfguard.cli.exits import CLEAN, CannotRun
from tfguard.cli.helping import examples
from tfguard.cli.inputs import Inputs
from tfguard.cli.proving import Proving
from tfguard.cli.selection import Choice
from tfguard.reporting import formats


@click.command(epilog=examples("tfguard demo", "tfguard demo --python .venv/bin/python"))
@click.option("--python", metavar="FILE", help="The interpreter whose TensorFlow is used.")
def demo(python: str | None) -> int:
    """Check and confirm the example project that ships with tfguard.

    Exit codes: 0 when it ran (its findings are the point), 2 when TensorFlow is missing.
    """
    project = Path(tfguard.demo.__file__).parent / "project"
    click.echo(f"An example project, in {_shown(project)}:\n")
    inputs = Inputs(paths=(str(project),), isolated=True)
    proving = Proving(python=python, trusted=True)
    try:
        report, code = build(Request(inputs, Choice(), proving))
    except CannotRun as reason:
        report, code = build(Request(inputs, Choice()))
        formats.writer("text")(report, sys.stdout)
        raise CannotRun(f"the findings above are not confirmed: {reason}") from None
    formats.writer("text")(report, sys.stdout)
    return code or CLEAN


def _shown(path: Path) -> str:
    """Give the shorter of the absolute and the relative form."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return str(path)
    return min(relative, str(path), key=len)
