"""``tfguard rules``: the rules there are."""

from __future__ import annotations

import shutil
import sys
import textwrap

import click

from tfguard.cli.exits import CLEAN
from tfguard.cli.helping import examples
from tfguard.cli.options import format_option
from tfguard.reporting.as_json import VERSION, Json, dump
from tfguard.rules.registry import all_rules
from tfguard.rules.rule import Rule

_LEAST = 20  # characters of a summary that make a line


@click.command(epilog=examples("tfguard rules", "tfguard rules --format json"))
@format_option("text", "json")
def rules(format_: str) -> int:
    """List the rules: id, symbol, what they find. Preview rules are off unless asked for."""
    known = sorted(all_rules(), key=lambda rule: rule.id[1:])  # families together, whatever the letter
    if format_ == "json":
        dump({"version": VERSION, "rules": [_object(rule) for rule in known]}, sys.stdout)
        return CLEAN
    width = max((len(rule.symbol) for rule in known), default=0)
    for rule in known:
        mark = "preview: " if rule.preview else ""
        _print(f"{rule.id}  {rule.symbol.ljust(width)}  ", f"{mark}{rule.summary}")
    return CLEAN


def _print(head: str, summary: str) -> None:
    """Print a rule's line; where a terminal is too narrow for it, in several, below each other."""
    room = shutil.get_terminal_size().columns - len(head) if sys.stdout.isatty() else 0
    lines = textwrap.wrap(summary, room) if room >= _LEAST else [summary]
    click.echo("\n".join([head + lines[0], *(" " * len(head) + line for line in lines[1:])]))


def _object(rule: Rule) -> Json:
    return {"id": rule.id, "symbol": rule.symbol, "summary": rule.summary, "preview": rule.preview}
