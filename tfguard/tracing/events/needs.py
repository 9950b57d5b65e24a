"""Events about values that a symbolic tensor does not have, and what works eagerly only."""

from __future__ import annotations

import enum

from tfguard.syntax.records import dataclass
from tfguard.tracing.events.event import Event
from tfguard.tracing.events.grounds import Grounds
from tfguard.tracing.traced import Confidence
from tfguard.tracing.unconverted import Reason, Unconverted


class Use(enum.Enum):
    """What needs the value of a tensor."""

    NUMPY_METHOD = "numpy method"  # x.numpy()
    EVAL = "eval method"  # x.eval()
    VARIABLE_NUMPY = "variable's numpy method"  # v.numpy()
    AXES = "number of axes"  # x.ndim, before TensorFlow 2.13
    NUMPY_FUNCTION = "numpy function"  # np.mean(x)
    CAST = "cast"  # bool(x), complex(x), math.sqrt(x); int(x) where AutoGraph does not convert
    INDEX = "index"  # items[x] of a list or a tuple
    ARRAY_INDEX = "index of an array"  # table[x] of a NumPy array
    ARRAY_ITEM = "item of an array"  # table[0] = x
    FOREIGN = "foreign code"  # struct.pack("f", x), scipy.special.erf(x)
    TEXT = "text"  # f"{x}", str(x), "%s" % x
    ASSERT = "assert"
    ELEMENTS = "elements"  # [f(r) for r in x], list(x), a, b = x; for r in x where AutoGraph does not convert
    TRUTH = "truth"  # if x, not x, x or y where AutoGraph does not convert; max(x, y), any([x])


@dataclass(frozen=True, slots=True, eq=False)
class ValueNeeded(Event):
    """A symbolic tensor is used where Python needs its value; the node is the use.

    Attributes:
        use: what needs it.
        text: the use as written.
        by: what needs it, as written: a function's name.
        grounds: why it is a tensor.
        spoken: the text is only printed, logged, or said by an exception.
        unconverted: why AutoGraph leaves the code as it is, which it would convert; None for what it never
            converts, and where it does convert.
    """

    use: Use
    text: str
    by: str
    grounds: Grounds
    spoken: bool
    unconverted: Unconverted | None = None

    def unconverted_by(self, *reasons: Reason) -> bool:
        """Whether AutoGraph would convert the use, and does not for one of some reasons."""
        return self.unconverted is not None and self.unconverted.reason in reasons

    @property
    def is_tensor(self) -> bool:
        """Whether it certainly is a tensor, or an argument that everything speaks for."""
        return self.grounds.is_tensor

    @property
    def surest(self) -> Confidence:
        """The best that can be claimed of it."""
        return self.grounds.surest


@dataclass(frozen=True, slots=True, eq=False)
class OperationNamed(Event):
    """An operation is given a name that is no text; the node is the call.

    Attributes:
        text: the callee as written.
        given: the name as written.
        what: what it is, in a word or two: ``a type``, ``a tensor``, ``a number``.
        positional: it stands at the position of the name.
    """

    text: str
    given: str
    what: str
    positional: bool


@dataclass(frozen=True, slots=True, eq=False)
class EagerApiCalled(Event):
    """Something is called that Keras or TensorFlow does outside of graphs only.

    Attributes:
        text: the callee as written.
        method: its last name.
    """

    text: str
    method: str


@dataclass(frozen=True, slots=True, eq=False)
class SizeNeeded(Event):
    """A size that the graph leaves open, which is None in Python, is used as a number.

    Attributes:
        text: the use as written.
        missing: the size or shape as written: ``x.shape[0]``.
        why: what leaves it open, a phrase.
        use: ``number``, ``shape`` (an operation needs a whole shape), ``axes`` (their number is not known
            either) or ``parts`` (``tf.unstack`` of an open axis).
    """

    text: str
    missing: str
    why: str
    use: str
