"""On what it rests that something is a tensor."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from tfguard.syntax.records import dataclass
from tfguard.tracing.events.event import Path
from tfguard.tracing.traced import Confidence


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """On what it rests that something is a tensor.

    Attributes:
        assumed: on taking an argument for one.
        sources: the arguments that it was computed from.
        evident: arguments that the trace uses as only tensors can be; complete once the walk is over.
        others: the same of further things, where several have to be tensors.
    """

    assumed: bool
    sources: AbstractSet[Path]
    evident: AbstractSet[Path]
    others: tuple[Grounds, ...] = ()

    @property
    def is_tensor(self) -> bool:
        """Whether it certainly is a tensor, or an argument that everything speaks for."""
        own = not self.assumed or not self.sources.isdisjoint(self.evident)
        return own and all(other.is_tensor for other in self.others)

    @property
    def surest(self) -> Confidence:
        """The best that can be claimed of it."""
        assumed = self.assumed or any(other.surest is Confidence.INFERENCE for other in self.others)
        return Confidence.INFERENCE if assumed else Confidence.HIGH


def together(first: Grounds, *others: Grounds) -> Grounds:
    """Of several things at once."""
    return replace(first, others=(*first.others, *others))
