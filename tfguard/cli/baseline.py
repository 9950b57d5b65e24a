"""``tfguard baseline``."""

from __future__ import annotations

from typing import Any

import click

from tfguard.cli.adopting.known import write_baseline
from tfguard.cli.check import Request, build
from tfguard.cli.helping import Command, examples
from tfguard.cli.options import REPORT, choice_from, choice_options, input_options, inputs_from, option
from tfguard.reporting.escape import visible
from tfguard.reporting.paths import shown_path
from tfguard.reporting.text import error_line

DEFAULT_NAME = "tfguard-baseline.json"


@click.command(
    cls=Command,
    epilog=examples(
        "tfguard baseline src",
        "tfguard check src --baseline tfguard-baseline.json",
    ),
)
@input_options
@choice_options
@option(
    "--output",
    "-o",
    under=REPORT,
    default=DEFAULT_NAME,
    show_default=True,
    metavar="FILE",
    help="Where it is written.",
)
def baseline(**values: Any) -> int:
    """Write today's findings to a file, so that 'check --baseline FILE' shows only new ones.

    Exit codes: 0 written, 2 could not run, nothing could be checked or written.
    """
    report, code = build(Request(inputs_from(values), choice_from(values), baseline=None))
    for error in report.errors:
        click.echo(error_line(error), err=True)
    if code:
        return code
    write_baseline(values["output"], report.findings, report.sources)
    found = f"{len(report.findings):,} finding{'s' * (len(report.findings) != 1)}"
    click.echo(visible(f"{found} written to {shown_path(values['output'])}"))
    return code
