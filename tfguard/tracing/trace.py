"""One abstract trace: where it is, under which conditions, and what it has written down."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing.events.event import Context, Event, Guard, Path
from tfguard.tracing.events.grounds import Grounds, together
from tfguard.tracing.target import NEWEST, Target
from tfguard.tracing.traced import Link, Root, RootKind
from tfguard.tracing.values import Container, Value, containers_in, members

if TYPE_CHECKING:
    from tfguard.tracing.calls import Reads

STATEMENTS_PER_ROOT = 12_000  # a trace that is longer is generated code or a cycle we failed to see
EVENTS_PER_ROOT = 4_000
# What holds for a block.
_HELD = attrgetter(
    "guards",
    "staged",
    "before_staged",
    "in_init_scope",
    "raises",
    "caught",
    "spoken",
    "in_branch",
    "choices",
    "loop",
    "before_loop",
)
CALL_DEPTH = 40

__all__ = ["BudgetExceeded", "Path", "Trace"]


class BudgetExceeded(Exception):
    """The walk of one root was stopped."""


class Gathering:
    """A set on top of a stack for a while, which goes into the one below it in the end.

    Args:
        stack: the stack.
    """

    __slots__ = ("_stack",)  # and no generator: this runs for each argument of each call

    def __init__(self, stack: list[set[Path]]) -> None:
        self._stack = stack

    def __enter__(self) -> set[Path]:
        found: set[Path] = set()
        self._stack.append(found)
        return found

    def __exit__(self, *error: object) -> None:
        found = self._stack.pop()
        if found and self._stack:
            self._stack[-1] |= found


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """What one call of a function did, to be replayed for further calls with the same arguments.

    It holds as long as what the call read has the values that it had (``before``, by path; None where the
    trace had not written it).
    """

    result: Value
    events: list[Event]
    chain: int
    guards: int
    staged: int
    written: frozenset[Path]
    reads: frozenset[Path]
    before: Mapping[Path, Value | None]
    operations: int = 0

    def holds(self, overlay: Mapping[Path, Value]) -> bool:
        """Whether a call would read again what it read."""
        return all(overlay.get(path) is value for path, value in self.before.items())


@dataclass(frozen=True, slots=True, eq=False)
class Capture:
    """Outliving state that a trace reads before it writes it.

    Attributes:
        path: the state.
        node: where it is read.
        context: what holds there.
        value: what it can be, at any time.
    """

    path: Path
    node: ast.AST
    context: Context
    value: Value


@dataclass(frozen=True, slots=True)
class Choice:
    """Something around the code at hand that says whether it runs.

    Attributes:
        node: the condition, or what a loop runs over.
        tensor: it is a tensor, and TensorFlow stages what it chooses between.
        assumed: that rests on taking arguments for tensors.
        sources: these arguments.
    """

    node: ast.AST
    tensor: bool = False
    assumed: bool = False
    sources: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """How a function was entered.

    Attributes:
        choices: how many choices were around the call.
        closure: the run of the function around it that made it, or None.
    """

    choices: int
    closure: object


@dataclass(slots=True, eq=False)
class CallStack:
    """The functions that the trace at hand is inside of, and the summaries of those it has left.

    Attributes:
        running: each function that runs, with the object that it is bound to.
        entries: how each was entered.
        summaries: of those that were left.
    """

    running: list[tuple[object, object]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    summaries: dict[object, list[Summary]] = field(default_factory=dict)

    @property
    def at_root(self) -> bool:
        """Whether the root's own body is being walked."""
        return len(self.running) == 1


@dataclass(slots=True, eq=False)
class Trace:
    """The state of one root's walk.

    Attributes:
        root: the function being traced.
        target: the TensorFlow and Keras that its file is for.
        events: what happened so far.
        chain: root, then the call sites to here.
        guards: the unknown Python conditions that hold here.
        staged: staged branches and loops around here, outermost first.
        before_staged: containers made before the staged branch, loop or function at hand.
        raises: the block at hand ends in an exception.
        caught: an ``except`` around here waits for what TensorFlow raises while it traces.
        spoken: the expression at hand is only said: printed, logged, or an exception's text.
        in_branch: on a side of a condition that certainly is a tensor, and that AutoGraph stages, with no
            Python condition in between.
        loop: why the loop around, whose body is traced once, is one of TensorFlow.
        before_loop: containers made before it.
        choices: all that says whether the code at hand runs, outermost first.
        in_init_scope: whether ops run eagerly here.
        inferred: whether the way to here rests on an assumed callee.
        overlay: attributes, globals and cells written by this trace.
        version: counts changes of the overlay.
        written: every path that the trace writes, anywhere.
        read: every outliving path that the trace reads before it writes it.
        reached: scopes of all functions entered, with the chain by which each was first entered.
        collectors: sets that gather the outliving state that expressions read.
        recorders: sets that gather the outliving state that calls write.
        stack: the functions being run, and summaries of those that were.
        statements: how many were walked.
        kept: objects that the trace stores somewhere.
        cleared: containers that the trace has emptied.
        namespaces: what ``vars(o)`` gave, by object.
        generated: what generator expressions give each time, by generator.
        partials: what the arguments of partials were computed from, by the call that makes one.
        waiting: the loops of generator expressions that nothing has used up yet, by generator.
        layers: results of the calls of a file's own layers, by class and arguments, shared by the traces of
            what Keras runs there: what such a call does is told where its own trace is walked.
        said_tensor: a symbolic tensor is in a text among the arguments of what prints or logs.
        layer_calls: how many ``call`` methods of Keras layers it is inside of.
        seeded: whether the trace itself has seeded Python's or NumPy's generator.
        makes_texts: whether it has made a text of numbers, which XLA cannot compile.
        captures: outliving state that is read, by the place that reads it.
        keys: the constant key or attribute that is taken of what a place reads.
        tried: the operations made so far in each ``try`` around.
        refused: what asked a symbolic tensor for its value where an ``except`` waits for that.
        operations: how many operations of TensorFlow it has made so far, as far as they are seen.
        evident: arguments that are used as only tensors can be.
        arguments: what the root's parameters get.
        tells_shapes: a shape was told (``x.set_shape(...)``), by whatever name the tensor went there.
        uses_own: the root's own body uses the object that it is bound to, on every call.
        shaped: those of them that are asked for a shape or a dtype, which no list of tensors has.
        baked: large arrays that become constants of the graph, with the places that use them.
    """

    root: Root
    chain: tuple[Link, ...]
    target: Target = NEWEST
    events: list[Event] = field(default_factory=list)
    guards: tuple[Guard, ...] = ()
    staged: tuple[str, ...] = ()
    before_staged: frozenset[Value] = frozenset()
    raises: bool = False
    caught: bool = False
    spoken: bool = False
    in_branch: bool = False
    loop: Grounds | None = None
    before_loop: frozenset[Value] = frozenset()
    choices: tuple[Choice, ...] = ()
    in_init_scope: bool = False
    inferred: bool = False
    overlay: Mapping[Path, Value] = field(default_factory=dict)
    version: int = 0
    written: set[Path] = field(default_factory=set)
    read: set[Path] = field(default_factory=set)
    reached: dict[Scope, tuple[Link, ...]] = field(default_factory=dict)
    collectors: list[set[Path]] = field(default_factory=list)
    recorders: list[set[Path]] = field(default_factory=list)
    stack: CallStack = field(default_factory=CallStack)
    statements: int = 0
    seeded: bool = False
    makes_texts: bool = False
    kept: set[Value] = field(default_factory=set)
    cleared: set[Value] = field(default_factory=set)
    layers: dict[object, Value] = field(default_factory=dict)
    said_tensor: bool = False
    layer_calls: int = 0
    namespaces: dict[Value, Value] = field(default_factory=dict)
    generated: dict[Value, Value] = field(default_factory=dict)
    partials: dict[ast.AST, Reads] = field(default_factory=dict)
    waiting: dict[Value, Event] = field(default_factory=dict)
    captures: dict[ast.AST, Capture] = field(default_factory=dict)
    keys: dict[ast.AST, object] = field(default_factory=dict)
    tried: list[list[str]] = field(default_factory=list)
    refused: list[ast.AST] = field(default_factory=list)
    operations: int = 0
    evident: set[Path] = field(default_factory=set)
    arguments: Mapping[str, Value] = field(default_factory=dict)
    tells_shapes: bool = False
    uses_own: bool = False
    shaped: set[Path] = field(default_factory=set)
    baked: dict[Value, dict[ast.AST, Context]] = field(default_factory=dict)

    def context(self, module: Module, converted: bool) -> Context:
        """What holds here, for an event."""
        return Context(
            module=module,
            target=self.target,
            chain=self.chain,
            guards=self.guards,
            staged=self.staged,
            in_init_scope=self.in_init_scope,
            inferred=self.inferred,
            converted=converted,
            trace_reads=self.read,
            trace_writes=self.written,
            reached=self.reached,
            kept=self.kept,
            in_layer_call=self.layer_calls > 0,
            raises=self.raises,
            of_dataset=self.root.kind is RootKind.DATASET,
        )

    def keep(self, value: Value, depth: int = 3) -> None:
        """An object is stored where it can be found again."""
        for member in members(value):
            self.kept.add(member)
            if depth and isinstance(member, Container):
                for item in (*(member.items or ()), *(member.keys or {}).values(), member.element):
                    self.keep(item, depth - 1)

    def emit(self, event: Event) -> None:
        """Write an event down."""
        if len(self.events) < EVENTS_PER_ROOT:
            self.events.append(event)

    def step(self) -> None:
        """Count a statement.

        Raises:
            BudgetExceeded: there were too many.
        """
        self.statements += 1
        if self.statements > STATEMENTS_PER_ROOT:
            raise BudgetExceeded

    def note_read(self, path: Path) -> None:
        """Outliving state is read."""
        if path not in self.written:
            self.read.add(path)
        if self.collectors:
            self.collectors[-1].add(path)

    def note_reads(self, paths: frozenset[Path]) -> None:
        """Much outliving state is read."""
        self.read |= paths - self.written
        if self.collectors:
            self.collectors[-1] |= paths

    def capture(self, path: Path, node: ast.AST, module: Module, converted: bool, value: Value) -> None:
        """Remember where outliving state is read first."""
        if path not in self.written and node not in self.captures:
            self.captures[node] = Capture(path, node, self.context(module, converted), value)

    def bake(self, array: Value, node: ast.AST, module: Module, converted: bool) -> None:
        """An array becomes a constant of the graph."""
        self.baked.setdefault(array, {}).setdefault(node, self.context(module, converted))

    def note_write(self, path: Path, turns_off: bool = True) -> None:
        """Outliving state is written; ``turns_off`` when the write can end a guard that tests it."""
        self.written.add(path)
        if self.recorders:
            self.recorders[-1].add(path)
        for guard in self.guards:
            guard.writes.add(path)
            # What a value of one type is made into is of another one: `if isinstance(self.axis, slice):`.
            if turns_off or guard.asks_type:
                guard.settles.add(path)

    def note_unknown_call(self) -> None:
        """Code that cannot be seen may write any state that it is given."""
        for guard in self.guards:
            guard.opaque_call = True

    def overwrite(self, path: Path, value: Value) -> None:
        """Remember a written value for later reads in this trace."""
        self.overlay = {**self.overlay, path: value}  # a new one: snapshots share the old one
        self.version += 1

    def under(
        self,
        *,
        guard: Guard | None = None,
        staged: str = "",
        containers: Iterable[Value] = (),
        init_scope: bool = False,
        raises: bool = False,
        caught: bool = False,
        spoken: bool = False,
        in_branch: bool = False,
        choice: Choice | None = None,
        loop: Grounds | None = None,
    ) -> Conditions:
        """Hold a condition while a block is walked; see :meth:`hold`."""
        return Conditions(
            self, guard, staged, containers, init_scope, raises, caught, spoken, in_branch, choice, loop
        )

    def hold(
        self,
        guard: Guard | None = None,
        staged: str = "",
        containers: Iterable[Value] = (),
        init_scope: bool = False,
        raises: bool = False,
        caught: bool = False,
        spoken: bool = False,
        in_branch: bool = False,
        choice: Choice | None = None,
        loop: Grounds | None = None,
    ) -> None:
        """Hold a condition from here to the end of the conditions at hand.

        Args:
            guard: an unknown Python condition.
            staged: what TensorFlow stages: ``branch``, ``loop``, ``function ...``.
            containers: with ``staged``: the containers that were there before.
            init_scope: ops run eagerly.
            raises: the block ends in an exception.
            caught: see the class.
            spoken: see the class.
            in_branch: see the class.
            choice: what says whether the block runs; a guard is one without being told.
            loop: see the class.
        """
        if choice is None and guard is not None and guard.test is not None:
            choice = Choice(guard.test)
        if choice is not None:
            self.choices = (*self.choices, choice)
        if guard is not None:
            self.guards = (*self.guards, guard)
            self.in_branch = False  # Python decides in there
        if staged:
            self.staged = (*self.staged, staged)
            # What objects hold that were made before counts too.
            before = frozenset((*containers, *containers_in(self.overlay.values())))
            self.before_staged = self.before_staged | before
            if loop is not None:
                self.before_loop = self.before_loop | before
                self.loop = loop if self.loop is None else together(self.loop, loop)
        self.in_init_scope = self.in_init_scope or init_scope
        self.raises = self.raises or raises
        self.caught = self.caught or caught
        self.spoken = self.spoken or spoken
        self.in_branch = self.in_branch or in_branch

    def collecting(self) -> Gathering:
        """Gather the outliving state that is read meanwhile."""
        return Gathering(self.collectors)

    def recording(self) -> Gathering:
        """Gather the outliving state that is written meanwhile."""
        return Gathering(self.recorders)

    @contextmanager
    def inside(self, link: Link, *, inferred: bool = False) -> Iterator[None]:
        """Enter a function."""
        before = (self.chain, self.inferred)
        self.chain = (*self.chain, link)
        self.inferred = self.inferred or inferred
        try:
            yield
        finally:
            self.chain, self.inferred = before

    def replay(self, events: list[Event], chain: int, guards: int, staged: int) -> None:
        """Emit a helper's events again for another call of it.

        Args:
            events: as they were written down at the first call.
            chain: how many links the first call's chain had.
            guards: how many guards were around it.
            staged: how many staged blocks were around it.
        """
        for event in events:
            context = event.context
            self.emit(
                replace(
                    event,
                    context=replace(
                        context,
                        chain=self.chain + context.chain[chain:],
                        guards=self.guards + context.guards[guards:],
                        staged=self.staged + context.staged[staged:],
                        in_init_scope=self.in_init_scope or context.in_init_scope,
                        inferred=self.inferred or context.inferred,
                        trace_reads=self.read,
                        trace_writes=self.written,
                        reached=self.reached,
                        kept=self.kept,
                        in_layer_call=self.layer_calls > 0 or context.in_layer_call,
                        raises=self.raises or context.raises,
                    ),
                )
            )


class Conditions:
    """What holds while a block is walked, and no longer.

    Args:
        trace: the trace.
        held: what to hold from the start; see :meth:`Trace.hold`.
    """

    __slots__ = ("_before", "_held", "_trace")

    def __init__(self, trace: Trace, *held: Any) -> None:
        self._trace, self._held = trace, held

    def __enter__(self) -> None:
        trace = self._trace
        self._before = _HELD(trace)
        trace.hold(*self._held)

    def __exit__(self, *error: object) -> None:
        trace = self._trace
        trace.guards, trace.staged, trace.before_staged, trace.in_init_scope, *rest = self._before
        trace.raises, trace.caught, trace.spoken, trace.in_branch, trace.choices, *loop = rest
        trace.loop, trace.before_loop = loop
