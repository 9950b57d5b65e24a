"""What an event is: where it happens, and what holds there.

An event says what happens and under which conditions, never whether that is bad: rules decide.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing.target import Target
from tfguard.tracing.traced import Confidence, Link
from tfguard.tracing.values import Value

# One piece of state that outlives a call: ("attribute", instance, name), ("name", scope, name),
# ("container", container). Instances, scopes and containers stand for themselves.
Path = tuple[object, ...]


ANY = "*"


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute's name as a key, so that ``o.rate`` and ``o["rate"]`` are told apart."""

    name: str


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
        return Guard(
            self.test,
            self.reads,
            self.once_test,
            self.opaque,
            self.arguments,
            self.writes,
            self.settles,
            self.opaque_call,
            side,
            self.alternative,
            self.usual,
            self.decides,
        )

    @property
    def asks_type(self) -> bool:
        """The condition is ``isinstance(...)``."""
        match self.test:
            case ast.Call(func=ast.Name(id="isinstance")):
                return True
            case _:
                return False

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
        target: the TensorFlow and Keras that the root's file is for.
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
        of_dataset: in a function that a dataset traces by itself, outside of any other trace.
    """

    module: Module
    target: Target
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
    of_dataset: bool = False

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
