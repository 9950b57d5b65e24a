"""Events: what happens while TensorFlow traces a function, in tfguard's own words.

An event says what happens and under which conditions, never whether that is bad: rules decide.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Scope
from tfguard.tracing.traced import Confidence, Link
from tfguard.tracing.values import Object, Origin, Value

# One piece of state that outlives a call: ("attribute", instance, name), ("name", scope, name),
# ("container", container). Instances, scopes and containers stand for themselves.
Path = tuple[object, ...]
ANY = "*"


@dataclass(slots=True, eq=False)
class Guard:
    """A Python condition of unknown value around an event.

    Attributes:
        test: the condition (None for an exception handler).
        reads: outliving state that the condition depends on.
        writes: state written under the condition (known once the walk is over).
        settles: those of the writes that can turn the condition off for good.
        once_test: the condition asks whether something is there yet (None test, flag, membership).
        opaque: the condition depends on code that cannot be seen.
        opaque_call: code that cannot be seen runs under the condition.
        side: which side of the condition holds here.
        alternative: the other side has code of its own.
        usual: the side that the first call takes, as far as a default says.
        decides: what the function returns depends on the side taken.
        arguments: the condition depends on an argument of a traced function.
    """

    test: ast.AST | None
    reads: set[Path]
    once_test: bool
    opaque: bool = False
    arguments: bool = False
    writes: set[Path] = field(default_factory=set)
    settles: set[Path] = field(default_factory=set)
    opaque_call: bool = False
    side: bool = True
    alternative: bool = False
    usual: bool = True
    decides: bool = False

    def on(self, side: bool) -> Guard:
        """The same condition on one of its sides; what it reads and writes is shared."""
        return replace(self, side=side)

    @property
    def memo(self) -> bool:
        """The guarded code runs once: what it tests is settled by what it does."""
        return self.once_test and overlaps(self.reads, self.settles)

    @property
    def may_be_memo(self) -> bool:
        """It could be a memo for all that can be seen."""
        return self.memo or self.opaque or (self.once_test and self.opaque_call and bool(self.reads))


def overlaps(reads: AbstractSet[Path], writes: AbstractSet[Path]) -> bool:
    """Whether any write touches what is read; ``*`` stands for any attribute of an instance."""
    if not reads.isdisjoint(writes):
        return True
    wild = {path[1] for path in (*reads, *writes) if path[0] == "attribute" and path[-1] == ANY}
    if not wild:
        return False
    both = [{path[1] for path in paths if path[0] == "attribute"} for paths in (reads, writes)]
    return bool(wild & both[0] & both[1])


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """Where an event happens and what holds there.

    Attributes:
        module: the module of the event's node.
        chain: root, then the call sites to here.
        guards: unknown Python conditions around it, outermost first.
        staged: staged branches and loops around it: ``branch``, ``loop``, ``dataset``.
        in_init_scope: inside ``tf.init_scope``.
        inferred: the way to here rests on an assumed callee.
        converted: AutoGraph converts the code here.
        trace_reads, trace_writes: outliving state that the whole trace reads before it writes it,
            and writes; complete once the walk is over.
        reached: scopes of all functions that the trace enters.
        kept: objects that the trace stores somewhere: an attribute, a container, a global.
        in_layer_call: inside ``call`` of a Keras layer or model.
        raises: in a block that ends in an exception.
    """

    module: Module
    chain: tuple[Link, ...]
    guards: tuple[Guard, ...]
    staged: tuple[str, ...]
    in_init_scope: bool
    inferred: bool
    converted: bool
    trace_reads: AbstractSet[Path]
    trace_writes: AbstractSet[Path]
    reached: Mapping[Scope, tuple[Link, ...]]
    kept: AbstractSet[Value]
    in_layer_call: bool
    raises: bool

    @property
    def confidence(self) -> Confidence:
        """The best that an event here can claim."""
        if self.inferred:
            return Confidence.INFERENCE
        return Confidence.CONTROL_FLOW if self.guards else Confidence.HIGH

    @property
    def runs_once(self) -> bool:
        """Under a guard that lets it run only once, eagerly and as a graph alike."""
        return any(guard.memo for guard in self.guards)

    @property
    def may_run_once(self) -> bool:
        """As :attr:`runs_once`, or under a condition that cannot be seen through."""
        return any(guard.may_be_memo or overlaps(guard.reads, self.trace_writes) for guard in self.guards)


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """Base of all events.

    Attributes:
        node: the syntax node at which it happens.
        context: where and under which conditions.
    """

    node: ast.AST
    context: Context


@dataclass(frozen=True, slots=True, eq=False)
class VariableCreated(Event):
    """A ``tf.Variable``, or another object that is made of variables at once, is made.

    Attributes:
        name: canonical name of what is called.
        text: the callee as written.
        made: the object.
    """

    name: str
    text: str
    made: Value


@dataclass(frozen=True, slots=True, eq=False)
class StateObjectCreated(Event):
    """A Keras object that makes variables, now or when first used, is made.

    Attributes:
        name: canonical or project name of the class.
        text: the callee as written.
        creates: ``layer``, ``seed``, ``optimizer``, ``metric`` or ``weight``.
        made: the object.
        inside: for a project's class: what in it makes the state.
    """

    name: str
    text: str
    creates: str
    made: Value
    inside: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class LazyObjectUsed(Event):
    """An object from outside that makes its variables on first use is used.

    Attributes:
        used: the object.
        text: as written.
        built: the file builds it somewhere (``layer.build(...)``).
        chosen: an argument of the traced function says which object it is.
    """

    used: Object
    text: str
    built: bool
    chosen: bool


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


@dataclass(frozen=True, slots=True, eq=False)
class VariableAugmented(Event):
    """``v += x`` on a variable.

    Attributes:
        text: the target as written.
        operator: ``+=``...
    """

    text: str
    operator: str


@dataclass(frozen=True, slots=True, eq=False)
class WorldTouched(Event):
    """Something outside the graph is touched.

    Attributes:
        effect: ``print``, ``log``, ``file``, ``random``, ``clock``, ``environment``, ``debugger``.
        text: the callee as written.
        name: canonical name of the callee.
        constant: everything said is the same for all calls of one trace.
        says: the literal text that is printed or logged, joined.
        result: whether a value comes back (and is frozen).
    """

    effect: str
    text: str
    name: str
    constant: bool = False
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
class LossAdded(Event):
    """``self.add_loss(...)`` with a symbolic tensor.

    Attributes:
        text: the callee as written.
    """

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class VariableReplaced(Event):
    """Untraced code rebinds a name or attribute whose variable a trace captures.

    Attributes:
        text: the target as written.
        reader: qualified name of the traced function that captures the variable.
    """

    text: str
    reader: str


@dataclass(frozen=True, slots=True, eq=False)
class TensorLifted(Event):
    """An operation inside ``tf.init_scope`` gets a symbolic tensor of the graph outside it.

    Attributes:
        text: the operation as written.
    """

    text: str
