"""Events: what happens while TensorFlow traces a function, in tfguard's own words.

An event says what happens and under which conditions, never whether that is bad: rules decide.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tfguard.syntax.module import Module
from tfguard.syntax.place import Place
from tfguard.syntax.scopes import Scope
from tfguard.tracing.traced import Confidence, Drive, Link
from tfguard.tracing.values import Object, Origin, Value

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


@dataclass(frozen=True, slots=True, eq=False)
class SummaryWritten(Event):
    """``tf.summary...(..., step=...)`` with a step that comes from arguments of the traced function.

    Attributes:
        parameters: their names.
    """

    parameters: frozenset[str]


# Between calls


class Variety(enum.Enum):
    """What of an argument is new from call to call, so that TensorFlow traces again."""

    SCALAR = "scalar"  # a Python number or text
    CONTAINER = "container"  # Python numbers inside a list, tuple, dict, frozen dataclass
    LENGTH = "length"  # the number of elements of a list, tuple or dict
    OBJECT = "object"  # an object, function or bound method that is a new one each time
    UNHASHABLE = "unhashable"  # an object that TensorFlow refuses as an argument
    SHAPE = "shape"  # the shape of a tensor or array


@dataclass(frozen=True, slots=True, eq=False)
class SignatureVaries(Event):
    """A traced function is called with ever new signatures; the node is the argument at the call.

    Attributes:
        variety: what is new in each.
        function: the callee as written at the call.
        parameter: the parameter that gets it.
        text: the argument as written.
        kind: what it is, in a word or two: ``int``, ``float``, ``str``, ``list``, ``lambda``, ``Config``.
        seen: values or shapes seen, or why they differ: ``0.1, 0.01, 0.001``, ``len(batch)``; may be empty.
        cause: what makes it vary, a phrase that follows "call of": ``in the loop over range(steps)``,
            ``as self.step counts up``.
        where: the loop, the counter or the other calls.
        signature: an ``input_signature`` to paste, where all parameters allow one; else empty.
        reduce_retracing: the function relaxes shapes already.
        summary: a ``tf.summary`` call of the function uses the parameter as its step.
        drive: the code that calls.
    """

    variety: Variety
    function: str
    parameter: str
    text: str
    kind: str
    seen: str
    cause: str
    where: Place | None
    signature: str
    reduce_retracing: bool
    summary: Place | None
    drive: Drive | None


@dataclass(frozen=True, slots=True, eq=False)
class LiteralsShareTrace(Event):
    """Calls pass equal Python numbers of different types, which share one trace; the node is the later one.

    Attributes:
        function: the callee as written.
        parameter: the parameter.
        text: the argument as written.
        first: the call whose type wins.
        first_text: its argument as written.
        kinds: the two types, winner first: ``int``, ``float``.
        drive: the code that calls.
    """

    function: str
    parameter: str
    text: str
    first: Place
    first_text: str
    kinds: tuple[str, str]
    drive: Drive | None


@dataclass(frozen=True, slots=True, eq=False)
class FunctionRemade(Event):
    """A traced function is made again and again, and traced each time.

    The node is what makes it: the decorator, the call of ``tf.function``, or the construction of the object
    whose method is traced.

    Attributes:
        function: its name, as it is called.
        made: what is made anew, as written: ``tf.function(...)``, ``step``, ``Trainer(...)``.
        owner: True when it is an object with a traced method that is made.
        cause: what repeats it, a phrase: ``in the loop over range(epochs)``, ``at each call of evaluate``.
        where: the loop.
        drive: the code that repeats it.
    """

    function: str
    made: str
    owner: bool
    cause: str
    where: Place | None
    drive: Drive | None


@dataclass(frozen=True, slots=True, eq=False)
class StaleRead(Event):
    """A trace captures Python state that other code changes after tracing has begun.

    The node is the read, inside the trace.

    Attributes:
        text: what is read, as written: ``SCALE``, ``self.rate``, ``config["rate"]``.
        attribute: True for an attribute, False for a global or a name of an enclosing function.
        write: the place that changes it.
        write_text: that statement as written, shortened.
        writer: the function that the write stands in; empty for the module's own code.
        content: True when an object is changed in place (a list, dict or array), not rebound.
        kind: what it holds, in a word: ``number``, ``flag``, ``text``, ``list``, ``dict``, ``array``,
            ``layer``, ``variable``, ``tensor``, ``function``, ``object``; empty when not known.
        drive: the code that calls, changes, and calls again.
    """

    text: str
    attribute: bool
    write: Place
    write_text: str
    writer: str
    content: bool
    kind: str
    drive: Drive | None


@dataclass(frozen=True, slots=True, eq=False)
class LoopNameCaptured(Event):
    """Traced functions made in a loop are called after it, and read the loop's name; the node is that read.

    Attributes:
        name: the loop's name.
        loop: the loop or comprehension.
        drive: the code that makes and calls them.
    """

    name: str
    loop: Place
    drive: Drive | None


@dataclass(frozen=True, slots=True, eq=False)
class ArrayBaked(Event):
    """A NumPy array from outside becomes a constant of the graph; the node is the array where it is used.

    Attributes:
        text: the array as written.
        size: bytes that it adds.
        uses: how often the trace uses it; each use is a copy.
    """

    text: str
    size: int
    uses: int


@dataclass(frozen=True, slots=True, eq=False)
class FunctionSaved(Event):
    """An object with a traced method is saved as a SavedModel; the node is the call that saves.

    Attributes:
        method: the traced method.
        problem: ``untraced`` (never called before, and no signature: nothing is restored), ``scalar`` (only
            Python values it was traced with can be passed after loading), ``captured`` (it reads Python state
            that the program changes, which the saved graph does not see).
        detail: the parameter, or the state read.
        related: a second place that shows it, or None.
    """

    method: str
    problem: str
    detail: str
    related: Place | None


@dataclass(frozen=True, slots=True, eq=False)
class RateAliasSet(Event):
    """``optimizer.lr = ...`` on an optimizer that a trace uses; the node is the assignment's target.

    Attributes:
        text: the target as written.
    """

    text: str


class Use(enum.Enum):
    """What needs the value of a tensor."""

    NUMPY_METHOD = "numpy method"  # x.numpy()
    VARIABLE_NUMPY = "variable's numpy method"  # v.numpy()
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


@dataclass(frozen=True, slots=True, eq=False)
class RaisedInBranch(Event):
    """``raise`` under a condition that is a tensor; the node is the statement.

    Attributes:
        text: the exception as written.
    """

    text: str
