"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tfguard.cli.config import CONFIDENCES
from tfguard.cli.helping import Option
from tfguard.cli.inputs import Inputs
from tfguard.cli.outputs import Output, parse_output
from tfguard.cli.selection import Choice
from tfguard.syntax.settings import DEFAULT_CONSTANT_SIZE, DEFAULT_LOOP_ITERATIONS
from tfguard.syntax.versions import (
    KERAS_EXPECTED,
    NEWEST,
    TENSORFLOW_EXPECTED,
    Versions,
    keras_version,
    tensorflow_version,
)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Function = TypeVar("Function", bound=Callable[..., Any])


# Headings of --help.
RULES, REPORT, PROOF = "Which rules", "What is reported", "Proof by TensorFlow"
_FILES, _CONFIGURATION = "Which files", "Configuration"


def option(*names: str, under: str, **more: Any) -> Callable[[Function], Function]:
    """Add an option that ``--help`` lists under a heading; see :func:`click.option`."""
    return click.option(*names, cls=Option, under=under, **more)


def _names(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...] | None:
    """Split ``--select a,b --select c``; None when the option was not given."""
    names = tuple(name.strip() for text in value for name in text.split(",") if name.strip())
    return names if value else None


def _tensorflow(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    version = tensorflow_version(value) if value is not None else None
    if value is not None and version is None:
        raise click.BadParameter(f"'{value}' is not {TENSORFLOW_EXPECTED}.")
    return version


def _keras(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    version = keras_version(value) if value is not None else None
    if value is not None and version is None:
        raise click.BadParameter(f"'{value}' is not {KERAS_EXPECTED}.")
    return version


def _outputs(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> tuple[Output, ...]:
    try:
        return tuple(map(parse_output, value))
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _file_name(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if not value or os.path.isdir(value):
        raise click.BadParameter(f"'{value}' is no name of a file.")
    return value


def _complete_rules(ctx: click.Context, param: click.Parameter, text: str) -> list[CompletionItem]:
    from tfguard.cli.completion import complete_rules

    return complete_rules(ctx, param, text)


_INPUTS = (
    click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=str)),
    option(
        "--stdin-filename",
        under=_FILES,
        default="stdin.py",
        callback=_file_name,
        metavar="NAME",
        help="What to call standard input (-).",
    ),
    option(
        "--config",
        under=_CONFIGURATION,
        metavar="FILE",
        help="Read this pyproject.toml instead of the nearest one.",
    ),
    option("--isolated", under=_CONFIGURATION, is_flag=True, help="Read no configuration."),
    option(
        "--force-exclude",
        under=_FILES,
        is_flag=True,
        help="Leave out excluded files that are named, too (for pre-commit).",
    ),
    option(
        "--traced-decorators",
        under=_CONFIGURATION,
        multiple=True,
        callback=_names,
        metavar="NAMES",
        help="Qualified names of functions that wrap like tf.function, separated by commas.",
    ),
    option(
        "--constant-size",
        under=_CONFIGURATION,
        type=click.IntRange(1),
        metavar="KIB",
        help=f"Report arrays that become constants of this size or more (default {DEFAULT_CONSTANT_SIZE}).",
    ),
    option(
        "--loop-iterations",
        under=_CONFIGURATION,
        type=click.IntRange(1),
        metavar="NUMBER",
        help=f"Report unrolled loops of this many iterations or more (default {DEFAULT_LOOP_ITERATIONS}).",
    ),
    option(
        "--target-tensorflow",
        under=_CONFIGURATION,
        callback=_tensorflow,
        metavar="VERSION",
        help=f"The TensorFlow that the code is for (default {NEWEST}).",
    ),
    option(
        "--target-keras",
        under=_CONFIGURATION,
        callback=_keras,
        metavar="VERSION",
        help="The Keras that it is for, 2 or 3 (default: the one that comes with that TensorFlow).",
    ),
    click.option(
        "--jobs", "-j", type=click.IntRange(0), default=0, metavar="N", help="Processes (0: one a core)."
    ),
    click.option("--no-cache", is_flag=True, help="Do everything anew, and keep nothing of it."),
    click.option("--strict-errors", is_flag=True, help="Exit with 2 when any file cannot be checked."),
    click.option("--verbose", "-v", is_flag=True, help="Say on standard error what is done."),
)

_CHOICE = (
    option(
        "--select",
        under=RULES,
        multiple=True,
        callback=_names,
        metavar="RULES",
        shell_complete=_complete_rules,
        help="Only these rules (W72, tf-print, all).",
    ),
    option(
        "--ignore",
        under=RULES,
        multiple=True,
        callback=_names,
        metavar="RULES",
        shell_complete=_complete_rules,
        help="Not these rules.",
    ),
    option("--preview/--no-preview", under=RULES, default=None, help="Add rules that are new or uncertain."),
    option(
        "--min-confidence",
        under=RULES,
        type=click.Choice(CONFIDENCES, case_sensitive=False),
        help="Show nothing less certain.",
    ),
)

_ADOPTING = (
    option(
        "--baseline",
        under=REPORT,
        default="",
        metavar="FILE",
        help="Hide what 'tfguard baseline' wrote there.",
    ),
    option("--no-baseline", under=REPORT, is_flag=True, help="Hide none, whatever the configuration says."),
    option(
        "--diff",
        "since",
        under=REPORT,
        default="",
        metavar="REV",
        help="Only findings on lines that changed since a git revision.",
    ),
    option("--statistics", under=REPORT, is_flag=True, help="Count by rule in place of the findings."),
)

_CONFIRM = (
    option("--only-confirmed", under=PROOF, is_flag=True, help="Show only what TensorFlow proves."),
    option("--python", under=PROOF, metavar="FILE", help="The interpreter whose TensorFlow is used."),
    option(
        "--save-repro",
        under=PROOF,
        metavar="DIR",
        type=click.Path(path_type=str),
        help="Write a stand-alone script for each confirmed finding.",
    ),
    option(
        "--sandbox",
        under=PROOF,
        type=click.Choice(("auto", "bubblewrap", "sandlock", "none")),
        help="What the code runs in: the best that works here (auto), or this one.",
    ),
    option("--no-sandbox", under=PROOF, is_flag=True, help="Run the code without a sandbox: --sandbox none."),
    option(
        "--run",
        "command",
        under=PROOF,
        metavar="COMMAND",
        help="Prove from one run of your own program, as you start it.",
    ),
    option(
        "--time-limit",
        under=PROOF,
        type=click.FloatRange(min=1),
        metavar="SECONDS",
        help="Limit of one experiment.",
    ),
)


def input_options(function: Function) -> Function:
    """Add what all commands that read files take."""
    return _added(function, _INPUTS)


def choice_options(function: Function) -> Function:
    """Add what chooses rules."""
    return _added(function, _CHOICE)


def confirm_options(function: Function) -> Function:
    """Add what confirm mode takes."""
    return _added(function, _CONFIRM)


def adopting_options(function: Function) -> Function:
    """Add what leaves out or sums up findings that are not new."""
    return _added(function, _ADOPTING)


def format_option(*names: str) -> Callable[[Function], Function]:
    """Add ``--format``."""
    return option(
        "--format",
        "format_",
        under=REPORT,
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="Output.",
    )


def output_option(function: Function) -> Function:
    """Add ``--output``, which may be given several times."""
    return option(
        "--output",
        "outputs",
        under=REPORT,
        multiple=True,
        callback=_outputs,
        metavar="FORMAT=FILE",
        help="Write a report in another format too; - is standard output.",
    )(function)


def inputs_from(values: dict[str, Any]) -> Inputs:
    """Collect what :func:`input_options` added."""
    return Inputs(
        paths=values["paths"],
        stdin_filename=values["stdin_filename"],
        config=values["config"],
        isolated=values["isolated"],
        traced_decorators=values["traced_decorators"] or (),
        constant_size=values["constant_size"],
        loop_iterations=values["loop_iterations"],
        versions=Versions(values["target_tensorflow"], values["target_keras"]),
        jobs=values["jobs"],
        strict_errors=values["strict_errors"],
        verbose=values["verbose"],
        force_exclude=values["force_exclude"],
        cached=not values["no_cache"],
    )


def choice_from(values: dict[str, Any]) -> Choice:
    """Collect what :func:`choice_options` added."""
    confidence = values["min_confidence"]
    return Choice(
        values["select"], values["ignore"], values["preview"], confidence.upper() if confidence else None
    )


def _added(function: Function, options: tuple[Callable[[Function], Function], ...]) -> Function:
    for option in reversed(options):
        function = option(function)
    return function
