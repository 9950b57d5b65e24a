"""What ``--help`` shows beyond click's own: options under headings, and examples as they are typed."""

from __future__ import annotations

from typing import Any

import click

_LAST = "Other"


class Option(click.Option):
    """An option that ``--help`` lists under a heading.

    Args:
        under: the heading.
        args, more: what :class:`click.Option` takes.
    """

    def __init__(self, *args: Any, under: str = _LAST, **more: Any) -> None:
        super().__init__(*args, **more)
        self.under = under


class Command(click.Command):
    """A command whose options are listed under their headings, in the order in which these come first."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options into the formatter."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if isinstance(parameter, click.Option) and record is not None:
                sections.setdefault(getattr(parameter, "under", _LAST), []).append(record)
        others = sections.pop(_LAST, [])
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl(records)
        with formatter.section(_LAST if sections else "Options"):
            formatter.write_dl(others)


def examples(*lines: str) -> str:
    r"""Give the end of a command's help: what one types, in lines that click leaves alone (``\b``)."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))
