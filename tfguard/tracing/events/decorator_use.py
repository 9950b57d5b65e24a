"""Events about what `tf.function` is put on, and what a traced function does with itself."""

from __future__ import annotations

import enum
from collections.abc import Set as AbstractSet

from tfguard.syntax.place import Place
from tfguard.syntax.records import dataclass
from tfguard.tracing.events.event import Event, Path
from tfguard.tracing.traced import Confidence, Drive


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


class Misfit(enum.Enum):
    """How an ``input_signature`` does not fit."""

    EXTRA = "extra"  # it has more specs than the function has parameters
    MISSING = "missing"  # a parameter without a default has no spec
    SELF = "self"  # a first parameter that is not called self has no spec of its own
    KEYWORD = "keyword"  # a keyword-only parameter has no default
    SEQUENCE = "sequence"  # it is no list or tuple
    ITEM = "item"  # something in it is no spec


@dataclass(frozen=True, slots=True, eq=False)
class SignatureMisfits(Event):
    """An ``input_signature`` that TensorFlow refuses where the function is traced; the node is the function.

    Attributes:
        misfit: how.
        name: the function's qualified name.
        detail: the parameter, the number of specs too many, or what is given instead.
        place: the decorator or the call.
    """

    misfit: Misfit
    name: str
    detail: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class NonTensorReturned(Event):
    """A root returns what TensorFlow does not take for a tensor; the node is the expression that gives it.

    Attributes:
        text: as written.
        what: what it is, in a few words.
        own: it is the object whose method the root is.
    """

    text: str
    what: str
    own: bool


@dataclass(frozen=True, slots=True, eq=False)
class TemporaryBound(Event):
    """A traced method is taken of an object that nobody keeps, and uses it; the node is the attribute.

    Attributes:
        text: as written.
        cls: qualified name of the object's class.
        method: that of the method.
        drive: the code around it, or that calls it.
        left: what leaves the object behind: ``return``, ``loop``; empty where it never had a name.
    """

    text: str
    cls: str
    method: str
    drive: Drive
    left: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class NotCompiled(Event):
    """A trace that XLA compiles uses what XLA has no form of; the node is the call, or what a loop runs over.

    Attributes:
        text: the callee as written, or ``the loop over`` what is written.
    """

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class ArrayCompiledEmpty(Event):
    """A trace that XLA compiles makes a TensorArray of no size that is to grow; the node is the call.

    Attributes:
        text: the callee as written.
    """

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class CheckLeftOut(Event):
    """A trace that XLA compiles checks a tensor by an operation that XLA drops; the node is the call.

    Attributes:
        text: the callee as written.
    """

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class TracerRedundant(Event):
    """A ``tf.function`` without options on what is traced without it; the node is the function.

    Attributes:
        text: it, as written.
        name: the function's qualified name.
        callers: those of the traced functions that alone call it; empty where it is decorated twice.
        header: from the decorator to the function's name.
    """

    text: str
    name: str
    callers: tuple[str, ...]
    header: Place


@dataclass(frozen=True, slots=True)
class Applied:
    """A decorator of a traced function, beside what traces it.

    Attributes:
        name: canonical name, where it is a library's; empty for the project's own and for what is not known.
        known: what it makes of the function is known.
        text: as written.
        place: where.
    """

    name: str
    known: bool
    text: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class FunctionTraced(Event):
    """A function is made a traced one by a decorator or a call; the node is the function.

    Attributes:
        name: its qualified name.
        runs: that of what is traced: the function, or what a decorator of the project has made of it.
        header: from the decorator to the function's name, or the call that wraps it.
        generator: what is traced is a generator function.
        coroutine: what is traced is defined with ``async def``.
        method: its name, where it is defined in a class; else empty.
        beneath: the decorators between it and what traces it, innermost first.
        above: the decorators over what traces it, innermost first.
        tensors: its parameters that certainly get tensors, or are used as only tensors can be.
        traced_at: the decorator or the call.
        leaves: what the trace leaves on the object: ``tensor``, ``variable``, or empty.
    """

    name: str
    runs: str
    header: Place
    generator: bool
    coroutine: bool
    method: str
    beneath: tuple[Applied, ...]
    above: tuple[Applied, ...]
    tensors: tuple[str, ...]
    traced_at: Place
    leaves: str

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands in between that could make something else of the function."""
        return all(each.known and (not each.name or each.name in _HAND_ON) for each in self.beneath)


# What hands on the function that it decorates, so that a call of it is a call of the function.
_HAND_ON = frozenset(
    (
        "abc.abstractmethod",
        "builtins.classmethod",
        "builtins.staticmethod",
        "functools.wraps",
        "tensorflow.autograph.experimental.do_not_convert",
        "typing.final",
        "typing.override",
        "typing_extensions.override",
    )
)
