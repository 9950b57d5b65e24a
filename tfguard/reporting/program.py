"""The functions that a program traced again and again: what ``--run`` adds to a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfguard.reporting.escape import visible
from tfguard.reporting.paths import shown_path

if TYPE_CHECKING:  # confirm mode is loaded only by those who ask for it
    from rich.table import Table

    from tfguard.confirm.program_runs.reports import Function
    from tfguard.confirm.program_runs.run import ProgramRun

MAX_CHANGES = 3  # JSON has more
_HEADINGS = ("function", "where", "calls", "traces", "tracing", "traced again for")
_NUMBERS = frozenset((2, 3, 4))


@dataclass(frozen=True, slots=True)
class Changed:
    """One part of the arguments in which traces differ from earlier ones.

    Attributes:
        argument: its name.
        respect: ``value``, ``shape``, ``dtype``, ``type``, ``length`` or ``object``.
        traces: how many calls traced with such a difference.
        changes: texts before and after, each pair once, in order.
    """

    argument: str
    respect: str
    traces: int
    changes: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """``scale: value 0 -> 1, 1 -> 2, 2 -> 3, ... (11)``."""
        shown = [f"{before} -> {now}" for before, now in self.changes[:MAX_CHANGES]]
        more = ", ..." if len(self.changes) > MAX_CHANGES else ""
        return f"{self.argument}: {self.respect} {', '.join(shown)}{more} ({self.traces})"


def retraced(program: ProgramRun) -> list[Function]:
    """Choose the functions that were traced again: by later calls, or in functions made anew."""
    return [one for one in program.functions if retraces(one) or one.traced > 1]


def retraces(function: Function) -> int:
    """How many calls traced that were not the first trace of their ``tf.function`` object."""
    return sum(not event.first for event in function.events)


def changed(function: Function) -> list[Changed]:
    """Put together what was different in the arguments of later traces."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for event in function.events:
        for cause in event.causes:
            found.setdefault((cause.name, cause.respect), []).append((cause.before, cause.now))
    return [
        Changed(argument, respect, len(pairs), tuple(dict.fromkeys(pairs)))
        for (argument, respect), pairs in found.items()
    ]


def reasons(function: Function) -> list[str]:
    """Say why a function was traced again, one phrase each."""
    found = [one.text for one in changed(function)]
    alike = sum(not event.first and not event.causes for event in function.events)
    if alike:
        found.append(f"arguments that look alike ({alike})")
    if function.traced > 1:
        found.append(f"made anew: {function.traced} functions")
    return found


def lines(program: ProgramRun) -> Iterator[str]:
    """The table for pipes: a line for each function, and one for each reason below it."""
    functions = retraced(program)
    if functions:
        yield "functions that were traced again:"
    for one in functions:
        _, where, calls, traces, seconds, _ = _row(one)
        yield f"  {visible(one.name)} ({where}): {calls} calls, {traces} traces, {seconds} tracing"
        for reason in reasons(one):
            yield f"    {visible(reason)}"


def table(program: ProgramRun) -> Table | None:
    """The table for terminals; None when no function was traced again."""
    from rich.table import Table
    from rich.text import Text

    functions = retraced(program)
    if not functions:
        return None
    made = Table(title="Functions that were traced again", title_justify="left", title_style="bold")
    for place, heading in enumerate(_HEADINGS):
        made.add_column(heading, justify="right" if place in _NUMBERS else "left", overflow="fold")
    for one in functions:
        made.add_row(*(Text(cell) for cell in _row(one)))
    return made


def _row(function: Function) -> tuple[str, ...]:
    return (
        visible(function.name),
        visible(f"{shown_path(function.path)}:{function.line}"),
        f"{function.calls:,}",
        f"{function.traces:,}",
        f"{function.seconds:.1f} s",
        "\n".join(map(visible, reasons(function))),
    )
