"""``tfguard rules``: the rules there are."""

from __future__ import annotations

import sys

import click

from tfguard.cli.exits import CLEAN
from tfguard.cli.options import format_option
from tfguard.reporting.as_json import VERSION, Json, dump
from tfguard.rules.registry import all_rules
from tfguard.rules.rule import Rule


@click.command()
@format_option("text", "json")
def rules(format_: str) -> int:
    """List the rules: id, symbol, what they find. Preview rules are off unless asked for."""
    known = all_rules()
    if format_ == "json":
        dump({"version": VERSION, "rules": [_object(rule) for rule in known]}, sys.stdout)
        return CLEAN
    width = max((len(rule.symbol) for rule in known), default=0)
    for rule in known:
        mark = "preview: " if rule.preview else ""
        click.echo(f"{rule.id}  {rule.symbol.ljust(width)}  {mark}{rule.summary}")
    return CLEAN


def _object(rule: Rule) -> Json:
    return {"id": rule.id, "symbol": rule.symbol, "summary": rule.summary, "preview": rule.preview}
