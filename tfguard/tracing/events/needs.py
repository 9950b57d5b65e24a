"""Events about values that a symbolic tensor does not have, and what works eagerly only."""

from __future__ import annotations

import enum
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tfguard.tracing.events.event import Event, Path
from tfguard.tracing.traced import Confidence


class Use(enum.Enum):
    """What needs the value of a tensor."""

    NUMPY_METHOD = "numpy method"  # x.numpy()
    VARIABLE_NUMPY = "variable's numpy method"  # v.numpy()
    AXES = "number of axes"  # x.ndim, before TensorFlow 2.13
    NUMPY_FUNCTION = "numpy function"  # np.mean(x)
    CAST = "cast"  # bool(x), complex(x), math.sqrt(x); int(x) where AutoGraph does not convert
    INDEX = "index"  # items[x] of a list or a tuple
    TEXT = "text"  # f"{x}", str(x), "%s" % x
    ASSERT = "assert"
    TRUTH = "truth"  # if x, not x, x or y where AutoGraph does not convert; max(x, y), any([x])


@dataclass(frozen=True, slots=True, eq=False)
class ValueNeeded(Event):
    """A symbolic tensor is used where Python needs its value; the node is the use.

    Attributes:
        use: what needs it.
        text: the use as written.
        by: what needs it, as written: a function's name.
        assumed: the tensor rests on taking an argument for one.
        sources: the arguments that it was computed from.
        evident: arguments that the trace uses as only tensors can be; complete once the walk is over.
        spoken: the text is only printed, logged, or said by an exception.
    """

    use: Use
    text: str
    by: str
    assumed: bool
    sources: AbstractSet[Path]
    evident: AbstractSet[Path]
    spoken: bool

    @property
    def is_tensor(self) -> bool:
        """Whether it certainly is a tensor, or an argument that everything speaks for."""
        return not self.assumed or not self.sources.isdisjoint(self.evident)

    @property
    def surest(self) -> Confidence:
        """The best that can be claimed of it."""
        return Confidence.INFERENCE if self.assumed else Confidence.HIGH


@dataclass(frozen=True, slots=True, eq=False)
class EagerApiCalled(Event):
    """Something is called that Keras or TensorFlow does outside of graphs only.

    Attributes:
        text: the callee as written.
        method: its last name.
    """

    text: str
    method: str
