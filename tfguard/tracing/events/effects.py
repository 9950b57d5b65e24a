"""Events about what Python does while a trace runs: state, the world outside, results that are dropped."""

from __future__ import annotations

import enum

from tfguard.syntax.records import dataclass
from tfguard.tracing.events.event import Event, Path
from tfguard.tracing.events.grounds import Grounds
from tfguard.tracing.values import Origin, Value


class Form(enum.Enum):
    """How Python state is written."""

    ATTRIBUTE = "attribute"  # o.x = v, setattr
    ITEM = "item"  # c[k] = v, del c[k]
    METHOD = "method"  # c.append(v)
    AUGMENTED = "augmented"  # c += v on a container
    GLOBAL = "global"
    NONLOCAL = "nonlocal"


@dataclass(frozen=True, slots=True, eq=False)
class StateWritten(Event):
    """Python state that outlives the call is written.

    Attributes:
        form: how.
        origin: who holds it.
        text: the target as written.
        path: the state.
        method: for METHOD: its name.
        type: for containers: their type.
        old: what the program puts there at any time.
        new: what is written (for METHOD and ITEM: the element).
        accumulates: the new value is computed from the old one.
        binding: for names and attributes: the last part of the target.
        staged: it stands in a branch or loop that AutoGraph stages.
        refilled: the container was emptied earlier in the same trace.
        sources: the outliving state from which the new value was computed.
        loop: for a container that was there before a loop around: why TensorFlow stages that loop.
        looked_at: with ``loop``: something but the methods that change it may read it.
    """

    form: Form
    origin: Origin
    text: str
    path: Path
    old: Value
    new: Value
    method: str = ""
    type: str = ""
    accumulates: bool = False
    binding: str = ""
    staged: bool = False
    refilled: bool = False
    sources: frozenset[Path] = frozenset()
    loop: Grounds | None = None
    looked_at: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class WorldTouched(Event):
    """Something outside the graph is touched.

    Attributes:
        effect: ``print``, ``log``, ``file``, ``random``, ``clock``, ``environment``, ``debugger``.
        text: the callee as written.
        name: canonical name of the callee.
        constant: everything said is the same for all calls of one trace.
        symbolic: a symbolic tensor is among what is said.
        says: the literal text that is printed or logged, joined.
        result: whether a value comes back (and is frozen).
    """

    effect: str
    text: str
    name: str
    constant: bool = False
    symbolic: bool = False
    says: str = ""
    result: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class IteratorAdvanced(Event):
    """A Python iterator from outside gives its next element.

    Attributes:
        text: the iterator as written.
        how: ``next``, ``loop``, or ``default`` for ``next(dataset_iterator, default)``.
        origin: who holds it.
    """

    text: str
    how: str
    origin: Origin


@dataclass(frozen=True, slots=True, eq=False)
class ResultIgnored(Event):
    """A call whose result is all that it does is made for nothing.

    Attributes:
        text: the receiver as written.
        kind: what the receiver is.
        method: what is called.
    """

    text: str
    kind: str
    method: str


@dataclass(frozen=True, slots=True, eq=False)
class OperationUnused(Event):
    """An operation that may fail is made, and nobody uses what it gives; the node is the call.

    Attributes:
        text: the call as written.
        fails: what makes it fail, a phrase.
    """

    text: str
    fails: str


@dataclass(frozen=True, slots=True, eq=False)
class LossAdded(Event):
    """``self.add_loss(...)`` with a symbolic tensor.

    Attributes:
        text: the callee as written.
    """

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class TensorLifted(Event):
    """An operation inside ``tf.init_scope`` gets a symbolic tensor of the graph outside it.

    Attributes:
        text: the operation as written.
    """

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class OrderAsked(Event):
    """``tf.control_dependencies`` of operations with an effect, all of them; the node is the call.

    Attributes:
        text: the callee as written.
        operations: the operations as written.
    """

    text: str
    operations: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SummaryWritten(Event):
    """``tf.summary...(..., step=...)`` with a step that comes from arguments of the traced function.

    Attributes:
        parameters: their names.
    """

    parameters: frozenset[str]
