"""What a verdict is made of: a finding, its proof, the runs; and what can be read off a run."""

from __future__ import annotations

import abc
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tfguard.confirm.judging import evidence
from tfguard.confirm.probes.probing import Probe
from tfguard.confirm.slices.shadow import Shadow
from tfguard.confirm.verdict import Outcome, Reason, Verdict, inconclusive
from tfguard.confirm.workers.protocol import Observation, Sight
from tfguard.rules.proof import Proof
from tfguard.syntax.place import Place

CONTROL = 0  # the probe on the subject's first statement
WARM_UP = 2  # a first call that makes variables runs the body twice
CALL_COUNT = 6
CALLED = "called "  # what begins the effects of functions that a place calls


class Judged(abc.ABC):
    """What a verdict is made of: the verdicts have its details."""

    __slots__ = ()

    @property
    @abc.abstractmethod
    def details(self) -> tuple[tuple[str, str], ...]:
        """What goes with any verdict on it."""

    @property
    def hurried(self) -> bool:
        """Whether a part of some run was ended for want of time."""
        return False

    def confirmed(self, text: str) -> Verdict:
        """Make that verdict."""
        return Verdict(Outcome.CONFIRMED, "", text, self.details)

    def refuted(self, text: str) -> Verdict:
        """Make that verdict."""
        return Verdict(Outcome.REFUTED, "", text, self.details)

    def undecided(self, why: Reason, detail: str = "", text: str = "") -> Verdict:
        """Make that verdict."""
        return replace(inconclusive(why, detail, text, self.details), hurried=self.hurried)


@dataclass(frozen=True, slots=True)
class Case(Judged):
    """Everything a verdict on one finding is made of.

    Attributes:
        probe: the flagged place.
        proof: what its rule expects.
        eager, graph: the two runs; for both-fail proofs the runs of the code as written.
        control: for both-fail proofs, the graph run of the mended code.
        mended: for dropped results, the graph run of the mended code.
        without: the eager and the graph run with the flagged statement left out, where that is asked for.
        failing: the compiled graph's run, and that without XLA, with the flagged check made to fail.
        twice: the eager run with the flagged expression evaluated twice in a row, where that is asked for.
        inside: whether the place stands in the body of the root.
        bare: whether the control has none of the definition's decorators, and not only not the flagged one.
        related: further places of the finding.
        shadows: shadow files by the name under which they were shipped, with the user's path.
        note: how the subject was had, when that is not ordinary.
        parameters: names of the root's parameters.
        target: what the finding says is written, made or read.
        function: qualified name of the root.
    """

    probe: Probe
    proof: Proof
    eager: Observation
    graph: Observation | None
    control: Observation | None
    mended: Observation | None
    shadows: dict[str, tuple[str, Shadow]]
    note: str
    parameters: tuple[str, ...]
    target: str = ""
    function: str = ""
    without: tuple[Observation, Observation] | None = None
    failing: tuple[Observation, Observation] | None = None
    related: tuple[Place, ...] = ()
    twice: Observation | None = None
    inside: bool = False
    bare: bool = False

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """What goes with any verdict on it."""
        return evidence.details(self.eager, self.graph, self.note)

    @property
    def hurried(self) -> bool:
        """Whether a part of some run was ended for want of time."""
        return self.eager.hurried or (self.graph is not None and self.graph.hurried)


def graph_of(case: Case) -> Observation:
    """Give the graph run, which must have been made."""
    if case.graph is None:
        raise ValueError("no graph run")
    return case.graph


def sights(run: Observation, probe: int) -> list[Sight]:
    """List what a probe saw, call by call."""
    return [call.sight(probe) for call in run.calls]


def entered(run: Observation, probe: int) -> int:
    """Count how often a place was started."""
    return sum(sight.entered for sight in sights(run, probe))


def count(run: Observation, probe: int, kinds: Sequence[str] | frozenset[str], start: int = 0) -> int:
    """In how many passes of the place one of some effects was seen, from a call on."""
    return sum(
        max((sight.effects.get(kind, 0) for kind in kinds), default=0) for sight in sights(run, probe)[start:]
    )


def by_callee(case: Case, kinds: Iterable[str]) -> Verdict | None:
    """What a function does that the place calls is proved at that function's own line, and not here."""
    number = case.probe.number
    called = [CALLED + kind for kind in kinds]
    if not count(case.eager, number, called) or count(case.eager, number, frozenset(kinds)):
        return None
    return case.undecided(Reason.NOT_OBSERVABLE, "a function that the line calls does it, not the line")


def complete(run: Observation) -> bool:
    """Tell whether a run made enough calls to refute anything."""
    return run.failure is None and len(run.calls) >= CALL_COUNT


def unfinished(case: Case, refuting: bool = True) -> Verdict | None:
    """A graph run that failed, or never came to the place, refutes nothing."""
    graph = graph_of(case)
    if graph.failure is not None:
        return case.undecided(Reason.GRAPH_FAILS_ELSEWHERE, graph.failure.line)
    if not entered(graph, case.probe.number):
        return case.undecided(Reason.NOT_REACHED)
    if not entered(case.eager, case.probe.number):
        return case.undecided(Reason.NOT_REACHED, "only while tracing, not eagerly")
    if refuting and not (complete(graph) and complete(case.eager)):
        return case.undecided(Reason.FEW_CALLS, f"{len(case.eager.calls)} ran")
    return None


def persists(run: Observation, probe: int) -> bool:
    """Tell whether what the place changes is one thing over the calls, and not made anew in each."""
    seen = [set(sight.owners) for sight in sights(run, probe) if sight.owners]
    return probe in run.rooted or any(one & other for one, other in itertools.pairwise(seen))
