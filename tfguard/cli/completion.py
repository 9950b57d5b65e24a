"""``tfguard completion``, and what is completed beside options and file names."""

from __future__ import annotations

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem, get_completion_class

from tfguard.cli.helping import examples

VARIABLE = "_TFGUARD_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog=examples(
        'eval "$(tfguard completion bash)"  # in ~/.bashrc',
        'eval "$(tfguard completion zsh)"   # after compinit',
        "tfguard completion fish | source   # in config.fish",
    )
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Print the script that makes a shell complete commands, options and rules."""
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "tfguard", VARIABLE).source())
    return 0


def complete_rules(ctx: click.Context, param: click.Parameter, text: str) -> list[CompletionItem]:
    """Complete the last of several rules that are separated by commas:."""
    before, comma, begun = text.rpartition(",")
    return [
        CompletionItem(before + comma + item.value, help=item.help)
        for item in complete_rule(ctx, param, begun)
    ]


def complete_rule(_ctx: click.Context, _param: click.Parameter, text: str) -> list[CompletionItem]:
    """Complete one rule's symbol or id."""
    return [CompletionItem(name, help=said) for name, said in _rules() if name.startswith(text)]


def _rules() -> Iterable[tuple[str, str]]:
    from tfguard.rules.registry import all_rules

    for rule in all_rules():
        yield rule.symbol, rule.summary
        yield rule.id, rule.summary
