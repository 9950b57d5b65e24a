"""What a verdict is made of: one finding, and the report of one process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tfguard.confirm.judging.case import Judged
from tfguard.confirm.program_runs.planning import Item
from tfguard.confirm.program_runs.reports import Function, Process, Record
from tfguard.confirm.verdict import Outcome, Reason, Verdict

ENOUGH = 3  # calls, values or functions that make a pattern


@dataclass(frozen=True, slots=True)
class Seen(Judged):
    """One finding and one process.

    Attributes:
        item: the finding.
        process: the report.
        command: what was run.
    """

    item: Item
    process: Process
    command: str

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """What goes with any verdict on it."""
        found = [("program", self.command)]
        if self.process.tensorflow:
            found.append(("tensorflow", self.process.tensorflow))
        return tuple(found)

    @property
    def records(self) -> tuple[Record, ...]:
        """What the finding's probe saw while graphs were built."""
        return self.process.records.get(self.item.probe, ())

    @property
    def function(self) -> Function | None:
        """What the finding's traced function did."""
        path, first, last, name = self.item.function
        for one in self.process.functions:
            if one.path == path and first <= one.line <= last and one.name == name:
                return one
        return None

    def passed(self, probe: int) -> bool:
        """Whether a place was come to, in whatever mode."""
        everywhere = (self.process.eager, self.process.elsewhere, self.process.records)
        return any(seen.get(probe) for seen in everywhere)

    def unreached(self) -> Verdict | None:
        """Say that the place was not come to, or not while a graph was built."""
        item = self.item
        if self.records:
            return None
        if self.passed(item.probe):
            return self.undecided(Reason.NOT_TRACED, "it ran outside of any graph")
        if item.control and self.passed(item.control):
            return self.undecided(Reason.NOT_REACHED, f"{item.finding.root.qualname} was")
        return self.undecided(Reason.NOT_REACHED)

    def by_record(self, judge: Callable[[Record], Verdict]) -> Verdict:
        """Judge what was seen in each ``tf.function`` object."""
        return strongest([judge(record) for record in self.records]) or self.undecided(Reason.NOT_REACHED)


def strongest(verdicts: Iterable[Verdict]) -> Verdict | None:
    """Take one of several answers to one question: refuted only when none leaves it open."""
    given = list(verdicts)
    for outcome in (Outcome.CONFIRMED, Outcome.INCONCLUSIVE, Outcome.REFUTED):
        for verdict in given:
            if verdict.outcome is outcome:
                return verdict
    return None
