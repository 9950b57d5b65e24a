"""The entry point: finds the command, and ends every failure in one line and an exit code."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from typing import Any

import click

import tfguard
from tfguard.cli.exits import CLEAN, FAILED, INTERRUPTED, CannotRun
from tfguard.cli.helping import examples
from tfguard.reporting.escape import visible

# Name: where it is, what --help says. Only the command that runs is imported.
_COMMANDS = {
    "check": ("tfguard.cli.check:check", "Check files and directories."),
    "confirm": ("tfguard.cli.check:confirm", "Check, and prove each finding by running TensorFlow."),
    "baseline": ("tfguard.cli.baseline:baseline", "Write today's findings to a file, to see only new ones."),
    "traced": ("tfguard.cli.traced:traced", "Show which functions TensorFlow traces, and why."),
    "cache": ("tfguard.cli.cache:cache", "Show or empty what is kept between runs."),
    "rules": ("tfguard.cli.rules:rules", "List the rules."),
    "explain": ("tfguard.cli.explain:explain", "Explain a rule, or the rules behind an error text."),
    "completion": (
        "tfguard.cli.completion:completion",
        "Print the script that completes commands in a shell.",
    ),
    "demo": ("tfguard.cli.demo:demo", "Check and confirm the example project that ships with tfguard."),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            from tfguard.cli.config import did_you_mean

            ctx.fail(f"No such command '{name}'{did_you_mean(name, list(_COMMANDS))}.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


def _print_versions(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
    """What a report of a defect should begin with; nothing is imported to find it out."""
    if not asked or ctx.resilient_parsing:
        return
    click.echo(f"tfguard {tfguard.__version__}\nPython {platform.python_version()}")
    for names in (("pylint",), ("astroid",), ("tensorflow", "tensorflow-cpu"), ("keras",)):
        found = next(filter(None, map(_version, names)), None)
        click.echo(f"{names[0]} {found or 'not installed'}")
    ctx.exit()


def _version(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"""Exit codes: 0 clean, 1 findings, 2 could not run.

{examples("tfguard demo", "tfguard check src", "tfguard confirm src", "tfguard explain tf-print")}""",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_versions,
    help="Show the version, and those of what it works with.",
)
@click.pass_context
def cli(ctx: click.Context) -> int:
    """Find code that goes wrong because tf.function traces Python, and prove it with TensorFlow."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return CLEAN


def main(args: list[str] | None = None) -> int:
    """Run the command line.

    Args:
        args: the arguments; those of the process when None.

    Returns:
        The exit code: see ``docs/exit-codes.md``.
    """
    _give_streams()
    try:
        result: Any = cli.main(args, prog_name="tfguard", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else CLEAN
    except click.ClickException as error:
        return _failed(error.format_message(), getattr(error, "ctx", None))
    except CannotRun as error:
        return _failed(str(error))
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit) as end:
        # SystemExit is what click makes of a broken pipe, and how it ends a shell's question.
        if isinstance(end, SystemExit) and not end.code:
            return CLEAN
        # The reader has gone (``| head``).
        _drop_what_is_buffered()
        return FAILED
    except OSError as error:  # what is known to go wrong says so by CannotRun; this is a full disk, no memory
        _drop_what_is_buffered()
        where = os.fsdecode(error.filename) if error.filename else "the run could not go on"
        return _failed(f"{where}: {error.strerror or error}")


def _failed(message: str, ctx: click.Context | None = None) -> int:
    if ctx is not None:
        message = f"{message.removesuffix('.')} (see '{ctx.command_path} --help')"
    click.echo(f"tfguard: error: {visible(message)}", err=True)
    return FAILED


def _drop_what_is_buffered() -> None:
    """Keep Python from trying once more, at exit, to write what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _give_streams() -> None:
    """Print what the terminal's encoding has no character for as an escape, and to nowhere what is closed."""
    # ``>&-``, and programs on Windows that have no console; these are open as long as the process runs.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
