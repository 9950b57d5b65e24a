"""Events about what `tf.function` is put on, and what a traced function does with itself."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tfguard.tracing.events.event import Event, Path
from tfguard.tracing.traced import Confidence


@dataclass(frozen=True, slots=True, eq=False)
class Recursed(Event):
    """A function calls itself, directly or through others, and tensors say whether; the node is the call.

    Attributes:
        text: the callee as written.
        function: qualified name of the function that is entered again.
        assumed: that they are tensors rests on taking arguments for tensors.
        sources: these arguments.
        evident: arguments that the trace uses as only tensors can be; complete once the walk is over.
    """

    text: str
    function: str
    assumed: bool
    sources: AbstractSet[Path]
    evident: AbstractSet[Path]

    @property
    def by_tensor(self) -> bool:
        """Whether they certainly are tensors, or arguments that everything speaks for."""
        return not self.assumed or not self.sources.isdisjoint(self.evident)

    @property
    def surest(self) -> Confidence:
        """The best that can be claimed of it."""
        return Confidence.INFERENCE if self.assumed else Confidence.HIGH
