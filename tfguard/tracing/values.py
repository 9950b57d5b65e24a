"""Abstract values: what is known of a value while TensorFlow traces.

Values that say only *what something is* are compared by content. Values with an identity of their
own (containers, instances) are compared by identity: two names can mean the same list.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from typing import TYPE_CHECKING

from tfguard.syntax.records import dataclass
from tfguard.tracing.axes import Axes, either

if TYPE_CHECKING:
    from tfguard.syntax.module import Module
    from tfguard.syntax.place import Place
    from tfguard.syntax.scopes import Scope
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.traced import TraceOptions


class Owner(enum.Enum):
    """Who holds a mutable value, seen from one trace."""

    CALL = "call"  # made while this trace runs, gone with it
    ARGUMENT = "argument"
    SELF = "self"  # reached from the instance the traced method is bound to
    CLOSURE = "closure"  # a variable of a function that is not being traced
    GLOBAL = "global"
    CLASS = "class"
    UNKNOWN = "unknown"

    @property
    def outlives(self) -> bool:
        """Whether a change stays after the trace."""
        return self not in (Owner.CALL, Owner.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value lives.

    Attributes:
        owner: who holds it.
        text: how the program names it (``self.items``, ``history``); empty when it has no name.
    """

    owner: Owner
    text: str = ""


CALL = Origin(Owner.CALL)
NOWHERE = Origin(Owner.UNKNOWN)


class Value:
    """Base of all abstract values."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Unknown(Value):
    """Nothing is known: no rule may speak on it."""


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Constant(Value):
    """A Python constant with its value (None, bool, number, string, bytes, Ellipsis)."""

    value: object

    def __eq__(self, other: object) -> bool:
        # 1, 1.0 and True are equal in Python and different here.
        return (
            isinstance(other, Constant)
            and type(other.value) is type(self.value)
            and other.value == self.value
        )

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


NONE = Constant(None)
TRUE = Constant(True)
FALSE = Constant(False)


@dataclass(frozen=True, slots=True)
class Variation:
    """Why a value is another one each time that it is asked for.

    Attributes:
        cause: ``random``, ``clock``, ``environment``... for what is drawn anew; ``value`` for numbers read
            from tensors; ``loop``, ``counter`` and ``calls`` for what a place of the program changes.
        text: a phrase that says so: ``in the loop over range(steps)``.
        limit: how many different values there are at most; None when that is not known.
        seen: the values, as far as they are known.
        where: the loop, the counter, the calls.
    """

    cause: str
    text: str = ""
    limit: int | None = None
    seen: str = ""
    where: Place | None = None

    @property
    def placed(self) -> bool:
        """Whether a known place changes the value, wherever it is read."""
        return self.cause in ("loop", "counter", "calls")


JOINED = "joined"  # the cause of a size that is not known, but not below its limit: parts put together

LEFT_OPEN = Variation("open")  # of a size that the graph which is built leaves open


def drawn(cause: str) -> Variation | None:
    """The variation of what a library draws anew at each call; none for an empty cause."""
    return Variation(cause) if cause else None


# One dimension of a shape: its size, None when that is not known, or why it is another one each time.
Dimension = int | None | Variation
Shape = tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Scalar(Value):
    """A Python number, bool or string whose value is not known.

    Attributes:
        type: ``bool``, ``int``, ``float``, ``str``, ``bytes`` or ``number``.
        static: True when it is the same for every call of one trace signature (a shape, a dtype's
            name, a length).
        varies: what makes it differ from call to call.
        most: for a traced function's argument, the greatest whole number that a call passes, or the default.
    """

    type: str
    static: bool = False
    varies: Variation | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Tensor(Value):
    """A tensor.

    Attributes:
        symbolic: True for a tensor of the graph being built; False for one made outside (eager).
        assumed: True when it rests on taking an argument for a tensor.
        shape: its static shape, where that is known; only for tensors outside of a trace.
        varies: what makes its value differ each time; only outside of a trace.
        dtype: its element type, where that is known.
        static: what is known of its static shape; only in a trace.
        single: False for what may as well be several tensors: a layer's output, an annotated argument.
        known: its value may be known while it is traced: a constant, or what is said of a static shape.
        measures: the sizes that are its elements: of ``tf.shape(x)`` those of ``x``, of one of them that one.
    """

    symbolic: bool = True
    assumed: bool = False
    shape: Shape | None = None
    varies: Variation | None = None
    dtype: str | None = None
    static: Axes | None = None
    single: bool = True
    known: bool = False
    measures: Axes | None = None


@dataclass(frozen=True, slots=True)
class Batch(Tensor):
    """What a batched dataset gives: a tensor, or a structure of tensors that share their first axis."""


SYMBOLIC = Tensor()
FLOATING = "floating"  # a dtype: some floating-point type, or some complex one


def is_floating(dtype: str | None) -> bool:
    """Whether a dtype is one of floating-point or complex numbers."""
    return dtype is not None and (dtype == FLOATING or dtype.startswith(("float", "bfloat", "complex")))


EAGER_TENSOR = Tensor(symbolic=False)


@dataclass(frozen=True, slots=True)
class Array(Value):
    """A NumPy array.

    Attributes:
        origin: where it lives.
        varies: as for :class:`Scalar`.
        shape: as for :class:`Tensor`.
        dtype: the name of its element type (``float32``), where that is known.
    """

    origin: Origin = NOWHERE
    varies: Variation | None = None
    shape: Shape | None = None
    dtype: str | None = None

    @property
    def item_size(self) -> int | None:
        """Bytes that an element has."""
        return ITEM_SIZES.get(self.dtype) if self.dtype is not None else None


ITEM_SIZES = {
    "bool": 1, "int8": 1, "uint8": 1, "int16": 2, "uint16": 2, "float16": 2, "bfloat16": 2, "int32": 4,
    "uint32": 4, "float32": 4, "int64": 8, "uint64": 8, "float64": 8, "complex64": 8, "complex128": 16,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Static(Value):
    """A Python value that is fixed for a trace signature: a shape, a dtype, a name."""


@dataclass(frozen=True, slots=True)
class StaticObject(Static):
    """One whose class is known.

    Attributes:
        cls: canonical name of the class, TensorFlow's or Keras' own.
    """

    cls: str


@dataclass(frozen=True, slots=True)
class ElementType(StaticObject):
    """The dtype of a tensor or an array: ``x.dtype``.

    Attributes:
        element: its name, where that is known.
    """

    element: str | None = None


@dataclass(frozen=True, slots=True)
class StaticShape(Static):
    """The static shape of a tensor of the graph: ``x.shape``.

    Attributes:
        axes: what is known of it.
        text: as written.
    """

    axes: Axes
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Unset(Constant):
    """None, because a graph leaves an axis open: ``x.shape[0]``.

    Attributes:
        text: as written.
        why: what leaves it open.
    """

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Spec(Value):
    """A ``tf.TensorSpec``.

    Attributes:
        axes: what is known of its shape.
        dtype: its element type, where that is known.
    """

    axes: Axes | None
    dtype: str | None = None


@dataclass(frozen=True, slots=True)
class Library(Value):
    """A module, function or class of a library, by its canonical dotted name."""

    name: str


@dataclass(frozen=True, slots=True)
class Method(Value):
    """An attribute of a library object or of a built-in value, not called yet."""

    receiver: Value
    name: str


@dataclass(eq=False, slots=True)
class Object(Value):
    """An instance of a library class.

    Attributes:
        cls: canonical dotted name of the class.
        kind: what the API table says it is: ``variable``, ``layer``, ``dataset``, ``iterator``...
        origin: where it lives.
        node: the call that makes it.
        lazy: True for an object that makes its variables when it is first used.
        batched: for a dataset, what leaves the first axis of its elements open; else empty.
        slots: False for an optimizer that keeps nothing for each variable: ``SGD`` without momentum.
        varies: as for :class:`Scalar` (an element of it varies from call to call).
        element: for an iterator of Python's, what it gives each time, where that is known; for a dataset, the
            tensor that each of its elements is, where they certainly are single ones.
        shape: of a variable, as for :class:`Tensor`.
        keeps_rows: for a layer, the first axis of what it gives certainly is that of its input.
        dtype: of a variable and a tensor array: its element type; of a layer: that of what it gives.
    """

    cls: str
    kind: str
    origin: Origin
    node: ast.AST | None = None
    lazy: bool = False
    slots: bool = True
    varies: Variation | None = None
    batched: str = ""
    element: Value | None = None
    shape: Shape | None = None
    keeps_rows: bool = False
    dtype: str | None = None


@dataclass(eq=False, slots=True)
class Container(Value):
    """A Python container.

    Attributes:
        type: ``list``, ``dict``, ``set``, ``tuple``, ``deque``, ``Counter``, ``defaultdict``...
        origin: where it lives.
        items: values at known positions (displays), else None.
        element: what any element may be.
        keys: for dicts written as a display: value by constant key.
        key: for dicts, what any other key may be.
        length: why it has another number of elements each time, or how many it has where its items do
            not say.
        iterator: the class of what is no container but goes over one, once: ``zip``, ``map``...
    """

    type: str
    origin: Origin
    items: tuple[Value, ...] | None = None
    element: Value = UNKNOWN
    keys: dict[object, Value] | None = None
    node: ast.AST | None = None
    length: Dimension = None
    iterator: str = ""
    key: Value = UNKNOWN

    @property
    def keyed(self) -> bool:
        """Whether going over it gives keys."""
        return self.type in ("dict", "counter")

    @property
    def mutable(self) -> bool:
        """Whether it can be changed in place."""
        return self.type not in ("tuple", "frozenset", "range")


@dataclass(eq=False, slots=True)
class Class(Value):
    """A class of the project.

    Attributes:
        scope: the class body's scope.
        module: the module that defines it.
        frame: frame in which the class statement ran, when that was inside a trace.
    """

    scope: Scope
    module: Module
    frame: Frame | None = None

    @property
    def name(self) -> str:
        """Qualified name."""
        return self.scope.qualname


@dataclass(eq=False, slots=True)
class Instance(Value):
    """An instance of a project class.

    Attributes:
        cls: its class.
        origin: where it lives.
        node: the call that makes it.
    """

    cls: Class
    origin: Origin
    node: ast.AST | None = None


@dataclass(eq=False, slots=True)
class Function(Value):
    """A function of the project.

    Attributes:
        scope: its scope.
        module: the module that defines it.
        frame: frame of the function around it, when that is being traced or was called abstractly.
        bound: the instance or class it is bound to.
        converted: False when marked do-not-convert.
        owner: the class it was found in, for ``super()``.
        memo: True when a cache decorator runs its body once.
        binding: what a look-up through an instance gives: ``instance``, ``class``, ``static`` or
            ``property``.
        graded: True under ``tf.custom_gradient``: a call gives the first of the two that it returns.
    """

    scope: Scope
    module: Module
    frame: Frame | None = None
    bound: Value | None = None
    converted: bool = True
    owner: Class | None = None
    memo: bool = False
    binding: str = "instance"
    graded: bool = False

    @property
    def name(self) -> str:
        """Qualified name."""
        return self.scope.qualname


@dataclass(frozen=True, slots=True)
class Partial(Value):
    """``functools.partial(func, ...)``; ``node`` is the call."""

    func: Value
    args: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]
    node: ast.AST | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Tracer(Value):
    """Something that makes traced functions: ``tf.function``, ``tf.function(jit_compile=True)``, a wrapper.

    Attributes:
        options: the options said so far.
        text: how the program names it, for messages.
        signature: the ``input_signature`` that was said so far.
    """

    options: TraceOptions
    text: str
    signature: Value | None = None


@dataclass(eq=False, slots=True)
class TracedCallable(Value):
    """The result of ``tf.function(f)``.

    Attributes:
        func: what is traced.
        tracer: by what.
        made: the decorator or call that makes it, where that is known.
        module: the module in which that stands.
    """

    func: Value
    tracer: Tracer
    made: ast.AST | None = None
    module: Module | None = None


@dataclass(frozen=True, slots=True)
class Package(Value):
    """A module of the project."""

    module: Module


@dataclass(frozen=True, slots=True)
class Super(Value):
    """``super()`` in a method.

    Attributes:
        instance: the object the method is bound to.
        after: the class whose method is running; look-up starts behind it.
    """

    instance: Value
    after: Class


@dataclass(frozen=True, slots=True)
class Union(Value):
    """One of a few values; never nested, never holding :data:`UNKNOWN` alone."""

    members: tuple[Value, ...]


MAX_UNION = 6
MAX_CALLABLES = 16  # of which one is called: what tables hold, what a loop runs in turn
_CALLABLE = (Function, TracedCallable, Partial, Library, Class)


def members(value: Value) -> tuple[Value, ...]:
    """The values that a value may be."""
    return value.members if isinstance(value, Union) else (value,)


def join(*values: Value) -> Value:
    """The least value that covers all of them; unknown when they are too many.

    An unknown member stays a member, so that "a list or something unknown" is not taken for
    certain, and not lost either.
    """
    if len(values) == 1:
        return values[0]
    found: list[Value] = []
    for value in values:
        for member in members(value):
            if member not in found:
                found.append(member)
    if not found:
        return UNKNOWN
    found = _widen(found)
    if len(found) == 1:
        return found[0]
    few = MAX_CALLABLES if all(isinstance(value, _CALLABLE) for value in found) else MAX_UNION
    if len(found) > few:
        return UNKNOWN
    return Union(tuple(found))


def _widen(found: list[Value]) -> list[Value]:
    """Constants of one type beyond a few become a scalar; tensors that differ in certainty become one."""
    numbers = [
        value
        for value in found
        if isinstance(value, Constant) and type(value.value) in (int, float, str, bytes)
    ]
    if len(numbers) > 3 or (numbers and any(isinstance(value, Scalar) for value in found)):
        types = {type(value.value).__name__ for value in numbers}
        found = [value for value in found if value not in numbers]
        for name in sorted(types):
            scalar = Scalar(name)
            if scalar not in found and not any(
                isinstance(v, Scalar) and v.type in (name, "number") for v in found
            ):
                found.append(scalar)
    tensors = [value for value in found if isinstance(value, Tensor)]
    if len(tensors) > 1:
        shapes = {t.shape for t in tensors}
        dtypes = {t.dtype for t in tensors}
        merged = Tensor(
            any(t.symbolic for t in tensors),
            all(t.assumed for t in tensors),
            shapes.pop() if len(shapes) == 1 else None,
            next((t.varies for t in tensors if t.varies), None),
            dtype=dtypes.pop() if len(dtypes) == 1 else FLOATING if all(map(is_floating, dtypes)) else None,
            static=either(t.static for t in tensors),
            single=all(t.single for t in tensors),
        )
        found = [value for value in found if not isinstance(value, Tensor)] + [merged]
    return found


def containers_in(values: Iterable[Value], depth: int = 3) -> Iterator[Container]:
    """The containers among values, and those that they hold."""
    for value in values:
        if isinstance(value, Container):
            yield value
            if depth:
                yield from containers_in((*(value.items or ()), *(value.keys or {}).values()), depth - 1)


def is_certainly(value: Value, *kinds: type[Value]) -> bool:
    """Whether every possibility but None is one of these classes of value."""
    if not isinstance(value, Union):
        return isinstance(value, kinds) and value != NONE
    possible = [member for member in value.members if member != NONE]
    return bool(possible) and all(isinstance(member, kinds) for member in possible)


def variation_of(values: Iterable[Value]) -> Variation | None:
    """Why what is computed from values differs each time: a place that changes them says most."""
    found = [
        member.varies
        for value in values
        for member in members(value)
        if isinstance(member, (Scalar, Array, Tensor)) and member.varies
    ]
    why = next((v for v in found if v.placed), found[0] if found else None)
    return replace(why, seen="") if why is not None and why.seen else why  # those were other values'


def may_be_none(value: Value) -> bool:
    """Whether the value can be None."""
    return any(member == NONE or isinstance(member, Unknown) for member in members(value))


def without_none(value: Value) -> Value:
    """The value, given that it is not None."""
    if isinstance(value, Union):
        return join(*(member for member in value.members if member != NONE))
    return value


def is_variable(value: Value) -> bool:
    """Certainly a TensorFlow or Keras variable."""
    return all(isinstance(m, Object) and m.kind in ("variable", "keras_variable") for m in members(value))


def is_tensor(value: Value) -> bool:
    """Certainly a symbolic or eager tensor."""
    return is_certainly(value, Tensor)


def holds_symbolic(value: Value, depth: int = 3) -> Tensor | None:
    """A symbolic tensor that the value is or holds for certain; None when there is none."""
    if isinstance(value, Tensor):
        return value if value.symbolic else None
    if isinstance(value, Union):
        found = [holds_symbolic(m, depth) for m in value.members if m != NONE]
        if found and all(found):
            return Tensor(True, all(tensor.assumed for tensor in found if tensor))
        return None
    if depth and isinstance(value, Container):
        inside: tuple[Value, ...] = value.items if value.items is not None else (value.element,)
        for item in (*inside, *(value.keys or {}).values()):
            tensor = holds_symbolic(item, depth - 1)
            if tensor is not None:
                return tensor
    return None
