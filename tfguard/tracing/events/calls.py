"""Events between calls of traced functions: retracing, captured state, saving."""

from __future__ import annotations

import enum

from tfguard.syntax.place import Place
from tfguard.syntax.records import dataclass
from tfguard.tracing.events.event import Event
from tfguard.tracing.traced import Drive


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
