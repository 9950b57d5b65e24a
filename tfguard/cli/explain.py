"""``tfguard explain``: a rule's page, or the rules behind an error text."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

import tfguard.rules
from tfguard.cli.completion import complete_rule
from tfguard.cli.config import did_you_mean
from tfguard.cli.error_match import rules_behind
from tfguard.cli.exits import CLEAN, FINDINGS, CannotRun
from tfguard.cli.helping import examples
from tfguard.reporting.page_text import fitted
from tfguard.reporting.paths import STDIN
from tfguard.rules.registry import all_rules
from tfguard.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Example:
    """An example program of a rule.

    Attributes:
        name: its file's name.
        bad: it misbehaves as the rule says; else it is right.
        code: what a reader wants to see of it.
    """

    name: str
    bad: bool
    code: str


@click.command(
    epilog=examples(
        "tfguard explain tf-print",
        "tfguard explain W7201 --all-examples",
        "tfguard explain 'only supports singleton tf.Variables'",
        "python src/train.py 2>&1 | tfguard explain -",
    )
)
@click.argument("subject", nargs=-1, required=True, metavar="RULE|TEXT...", shell_complete=complete_rule)
@click.option("--all-examples", is_flag=True, help="Show all examples, not one of each kind.")
def explain(subject: tuple[str, ...], all_examples: bool) -> int:
    """Explain a rule (by symbol or id), or find the rules behind the text of an error.

    The text may be a part of the message, a whole traceback, or - for standard input.

    Exit codes: 0 explained, 1 no rule is known to cause that error, 2 no such rule.
    """
    text = " ".join(subject)
    rules = all_rules()
    named = [rule for rule in rules if text.strip().lower() in (rule.symbol, rule.id.lower())]
    if named:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo("\n".join(page(named[0], all_examples=all_examples, width=width)))
        return CLEAN
    if text == STDIN:
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    elif len(text.split()) == 1:
        hint = did_you_mean(text, [rule.symbol for rule in rules])
        raise CannotRun(f"no rule is called '{text}'{hint}; 'tfguard rules' lists them")
    return _explain_error(text, rules)


def _explain_error(text: str, rules: tuple[Rule, ...]) -> int:
    matches = rules_behind(text, rules)
    if not matches:
        click.echo("No rule is known to cause this error.")
        return FINDINGS
    for match in matches:
        click.echo(f"{match.rule.id} {match.rule.symbol}: {match.rule.summary}")
        click.echo(f"    known text: {match.fragment}")
    click.echo(f"\n'tfguard explain {matches[0].rule.symbol}' shows the rule's page.")
    return CLEAN


def page(rule: Rule, *, all_examples: bool = False, width: int | None = None) -> Iterator[str]:
    """Give the lines of a rule's page: title, documentation, error texts, examples.

    Args:
        rule: the rule.
        all_examples: all of them, not one of each kind.
        width: of the terminal, for which texts are broken anew; None to have them as they are written.
    """
    yield f"{rule.symbol} ({rule.id}){'  [preview]' if rule.preview else ''}"
    yield ""
    yield from rule.doc.strip().split("\n") if width is None else fitted(rule.doc, width)
    if rule.errors:
        yield ""
        yield "Errors it causes"
        yield from (f"    {fragment}" for fragment in rule.errors)
    for bad, title in ((True, "Bad"), (False, "Good")):
        examples = [example for example in examples_of(rule) if example.bad == bad]
        shown = examples if all_examples else sorted(examples, key=lambda example: len(example.code))[:1]
        for example in shown:
            yield ""
            yield f"{title}: {example.name}"
            yield ""
            yield from (f"    {line}".rstrip() for line in example.code.split("\n"))
        if len(shown) < len(examples):
            yield ""
            yield f"({len(examples) - len(shown)} more: --all-examples)"


def examples_of(rule: Rule) -> list[Example]:
    """Read a rule's examples from the package, sorted by name."""
    folders = Path(tfguard.rules.__file__).parent.glob(f"*/examples/{rule.name}")
    files = sorted(file for folder in folders for file in folder.glob("*.py"))
    return [Example(file.stem, file.stem.startswith("bad"), _shown(file)) for file in files]


def _shown(file: Path) -> str:
    """Leave out ``run()``, which only the tests call, and the marks of expected findings."""
    text = file.read_text(encoding="utf-8").split("\ndef run(")[0]
    return text.strip()
