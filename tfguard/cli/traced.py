"""``tfguard traced``: which functions TensorFlow traces, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from tfguard.cli.checking import Checked
from tfguard.cli.exits import CLEAN
from tfguard.cli.helping import Command, examples
from tfguard.cli.inputs import error_code, examine, load_config
from tfguard.cli.options import format_option, input_options, inputs_from
from tfguard.reporting.as_json import (
    VERSION,
    Json,
    chain_object,
    dump,
    error_object,
    line_object,
    root_object,
)
from tfguard.reporting.escape import encodable, visible
from tfguard.reporting.paths import shown_path
from tfguard.reporting.text import error_line
from tfguard.syntax.place import position
from tfguard.tracing.traced import Root, Traced, TraceOptions


@click.command(
    cls=Command, epilog=examples("tfguard traced src", "tfguard traced src/train.py --format json")
)
@input_options
@format_option("text", "json")
def traced(**values: Any) -> int:
    """Show which functions TensorFlow traces: roots, and what they reach.

    Exit codes: 0 shown, 2 could not run or nothing could be read.
    """
    inputs = inputs_from(values)
    outcome = examine(inputs, load_config(inputs), traced=True)
    functions = functions_of(outcome.results)
    if values["format_"] == "json":
        errors: list[Json] = [error_object(error) for error in outcome.errors]
        items: list[Json] = [_object(function) for function in functions]
        dump({"version": VERSION, "functions": items, "errors": errors}, sys.stdout)
    else:
        for function in functions:
            click.echo(_line(function))
        for error in outcome.errors:
            click.echo(error_line(error))
        roots = sum(function.is_root for function in functions)
        noun = "traced function" if len(functions) == 1 else "traced functions"
        click.echo(f"{len(functions):,} {noun}, {roots:,} of them called by TensorFlow itself")
    return error_code(outcome, inputs) or CLEAN


def functions_of(results: Iterable[Checked]) -> list[Traced]:
    """Put the files' answers together: each function once, a root before what is only reached.

    A function of one file may be reached from several; the shortest chain is kept.
    """
    best: dict[tuple[str, int, str], Traced] = {}
    for result in results:
        for function in result.traced:
            key = (shown_path(function.path), function.line, function.qualname)
            if key not in best or _rank(function) < _rank(best[key]):
                best[key] = function
    return [best[key] for key in sorted(best)]


def _rank(function: Traced) -> tuple[bool, int]:
    return not function.is_root, len(function.chain)


def _line(function: Traced) -> str:
    root = function.root
    text = f"{shown_path(function.path)}:{position(function.line, function.cell)}: {function.qualname}: "
    if function.is_root:
        options = ", ".join(_unsaid(root))
        return visible(f"{text}{root.why}{f' ({options})' if options else ''}")
    text += f"reached from {root.qualname} ({shown_path(root.path)}:{position(root.line, root.cell)})"
    for link in function.chain[1:]:
        at = position(link.place.line, link.place.cell)
        text += f" -> {link.function} at {shown_path(link.place.path)}:{at}"
    return visible(text)


def _unsaid(root: Root) -> Iterator[str]:
    """Give the options that differ from TensorFlow's defaults and that ``why`` does not show already."""
    default = TraceOptions()
    for name in ("autograph", "input_signature", "reduce_retracing", "jit_compile"):
        value = getattr(root.options, name)
        if value is None and getattr(default, name) is not None:
            yield f"{name} not known"
        elif value != getattr(default, name) and name not in root.why:
            yield f"{name}={value}"


def _object(function: Traced) -> Json:
    options = function.root.options
    return {
        "path": encodable(shown_path(function.path)),
        **line_object(function.line, function.cell),
        "qualname": encodable(function.qualname),
        "root": function.is_root,
        "why": encodable(function.root.why if function.is_root else f"reached from {function.root.qualname}"),
        "options": {
            "autograph": options.autograph,
            "input_signature": None
            if options.input_signature is None
            else encodable(options.input_signature),
            "reduce_retracing": options.reduce_retracing,
            "jit_compile": options.jit_compile,
        },
        "chain": chain_object(function.chain),
        "traced_by": root_object(function.root),
    }
