"""``tfguard check`` and ``tfguard confirm``."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from typing import Any

import click

from tfguard.cli.adopting.changed_lines import only_changed
from tfguard.cli.adopting.known import read_baseline
from tfguard.cli.exits import CLEAN, FINDINGS, INTERRUPTED, CannotRun
from tfguard.cli.helping import Command, examples
from tfguard.cli.inputs import Inputs, error_code, examine, load_config, settings_of
from tfguard.cli.merge import merge, unused_suppressions
from tfguard.cli.options import (
    PROOF,
    REPORT,
    adopting_options,
    choice_from,
    choice_options,
    confirm_options,
    format_option,
    input_options,
    inputs_from,
    option,
    output_option,
)
from tfguard.cli.outputs import STDOUT, Output, expect_writable, write_outputs
from tfguard.cli.programs import passed_through, prove_by_program
from tfguard.cli.proving import Proving, prove
from tfguard.cli.selection import Choice, asked_for, selection
from tfguard.reporting import formats, statistics
from tfguard.reporting.paths import STDIN
from tfguard.reporting.report import Report, counts_as_finding
from tfguard.rules.registry import all_rules, unasked


@dataclass(frozen=True, slots=True)
class Request:
    """Everything a check is asked for.

    Attributes:
        inputs: what to read.
        choice: which rules.
        proving: how to prove findings; None not to.
        unused: report suppressions that silence nothing.
        format: name of the format on standard output; empty for none there.
        outputs: further reports.
        since: the git revision since which changes count; empty for everything.
        statistics: count by rule in place of the findings.
        baseline: the file of known findings; empty for that of the configuration, None for none.
    """

    inputs: Inputs
    choice: Choice
    proving: Proving | None = None
    unused: bool = False
    format: str = "text"
    outputs: tuple[Output, ...] = ()
    since: str = ""
    statistics: bool = False
    baseline: str | None = ""


@click.command(
    cls=Command,
    epilog=examples(
        "tfguard check src",
        "tfguard check src --select W72,tf-numpy-call --preview",
        "tfguard check src --output sarif=tfguard.sarif",
        "tfguard check src --diff HEAD",
        "tfguard check src --confirm",
        "tfguard check - --stdin-filename src/a.py < src/a.py",
    ),
)
@input_options
@choice_options
@format_option(*formats.NAMES)
@output_option
@option(
    "--report-unused-suppressions",
    "unused",
    under=REPORT,
    is_flag=True,
    help="Report comments that silence nothing.",
)
@adopting_options
@option(
    "--confirm", "confirming", under=PROOF, is_flag=True, help="Prove each finding by running TensorFlow."
)
@confirm_options
def check(**values: Any) -> int:
    """Check files and directories (- is standard input).

    Exit codes: 0 clean, 1 findings, 2 could not run or nothing could be checked.
    """
    proving = any(values[name] is not None for name in ("save_repro", "command"))
    confirming = values["confirming"] or values["only_confirmed"] or proving
    return run(_request(values, confirming=confirming))


@click.command(
    cls=Command,
    epilog=examples(
        "tfguard confirm src",
        "tfguard confirm src --save-repro repros",
        "tfguard confirm src --python .venv/bin/python",
        'tfguard confirm src --run "python src/train.py"',
    ),
)
@input_options
@choice_options
@format_option(*formats.NAMES)
@output_option
@option(
    "--report-unused-suppressions",
    "unused",
    under=REPORT,
    is_flag=True,
    help="Report comments that silence nothing.",
)
@adopting_options
@confirm_options
def confirm(**values: Any) -> int:
    """Check, and prove each finding by running the code under TensorFlow.

    Exit codes: 0 clean or all refuted, 1 findings, 2 could not run or nothing could be checked.
    """
    return run(_request(values, confirming=True))


def run(request: Request) -> int:
    """Check, report on standard output, and give the exit code.

    Raises:
        CannotRun: wrong configuration or selectors; findings cannot be confirmed; a file cannot be written.
    """
    expect_writable(request.outputs)
    report, code = build(request)
    write_outputs(report, request.outputs)
    if request.statistics:
        statistics.write(report, request.format, sys.stdout)
    elif request.format:
        formats.writer(request.format)(report, sys.stdout)
    if report.program is not None and report.program.exit_code:
        return passed_through(report.program)
    if code != CLEAN:
        return code
    return FINDINGS if any(map(counts_as_finding, report.findings)) or report.unused else CLEAN


def build(request: Request) -> tuple[Report, int]:
    """Check and make the report; the code is that of errors (0 or 2), or says that the user broke off.

    Raises:
        CannotRun: see :func:`run`.
    """
    start = time.monotonic()
    config = load_config(request.inputs)
    chosen = selection(all_rules(), config, request.choice)
    older = asked_for(all_rules(), config, request.choice)
    # A comment that silences a rule which is off is of use when that is on.
    left = frozenset[str]() if request.unused else unasked(chosen.rules)
    outcome = examine(request.inputs, config, all_comments=request.unused, older=older, unasked=left)
    findings = tuple(reported for reported in merge(outcome.results) if chosen.shows(reported))
    code = error_code(outcome, request.inputs)
    known = request.baseline or (config.baseline if request.baseline is not None else None)
    new = read_baseline(known).new(findings, outcome.sources) if known else findings
    hidden, findings = len(findings) - len(new), new
    if request.since:
        findings = only_changed(findings, request.since)
    program = None
    if request.proving is not None:
        proving = replace(request.proving, versions=settings_of(request.inputs, config).versions)
        make = prove if proving.command is None else prove_by_program
        proved = make(findings, proving, outcome.sources)
        findings, program = proved.findings, proved.program
        if proved.interrupted:
            click.echo("tfguard: interrupted: what was not run yet is inconclusive", err=True)
            code = INTERRUPTED
    report = Report(
        findings,
        outcome.errors,
        unused_suppressions(outcome.results) if request.unused else (),
        outcome.checked,
        outcome.skipped,
        time.monotonic() - start,
        outcome.sources,
        hidden,
        program,
    )
    return report, code


def _sandbox(named: str | None, *, without: bool) -> str:
    """The sandbox that was asked for, in one of two ways."""
    if without and named not in (None, "none"):
        raise CannotRun(f"--no-sandbox and --sandbox {named} exclude each other")
    return "none" if without else named or "auto"


def _request(values: dict[str, Any], *, confirming: bool) -> Request:
    proving = Proving(
        only_confirmed=values["only_confirmed"],
        python=values["python"],
        sandbox=_sandbox(values["sandbox"], without=values["no_sandbox"]),
        save_repro=values["save_repro"],
        time_limit=values["time_limit"],
        jobs=values["jobs"],
        cached=not values["no_cache"],
        command=values["command"],
    )
    outputs: tuple[Output, ...] = values["outputs"]
    shown = values["format_"]
    if not values["statistics"] and any(output.path == STDOUT for output in outputs):
        shown = shown if _is_given("format_") else ""  # two reports there are for who asks for two
    if values["statistics"] and values["format_"] not in statistics.FORMATS:
        raise CannotRun(f"--statistics has no form in {values['format_']}, only in text and json")
    if values["since"] and STDIN in values["paths"]:
        raise CannotRun("--diff compares files, and standard input is none")
    if proving.command is not None and (proving.python or proving.time_limit or proving.save_repro):
        raise CannotRun("--run takes no --python, --time-limit and --save-repro: the command runs as it is")
    return Request(
        inputs_from(values),
        choice_from(values),
        proving if confirming else None,
        values["unused"],
        shown,
        outputs,
        values["since"],
        values["statistics"],
        None if values["no_baseline"] else values["baseline"],
    )


def _is_given(option: str) -> bool:
    """Whether the user wrote an option, and not its default holds."""
    source = click.get_current_context().get_parameter_source(option)
    return source is not click.core.ParameterSource.DEFAULT
