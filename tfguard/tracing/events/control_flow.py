"""Events about branches and loops that AutoGraph stages, or cannot stage."""

from __future__ import annotations

import enum

from tfguard.syntax.place import Place
from tfguard.syntax.records import dataclass
from tfguard.tracing.events.event import Event
from tfguard.tracing.events.grounds import Grounds


@dataclass(frozen=True, slots=True, eq=False)
class RaisedInBranch(Event):
    """``raise`` under a condition that is a tensor; the node is the statement.

    Attributes:
        text: the exception as written.
    """

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class NameUndefined(Event):
    """A name has a value at the end of one side of a staged branch only, and is read later.

    The node is the condition.

    Attributes:
        name: the name; the condition as written for a conditional expression.
        missing: the side without a value, as AutoGraph calls it: ``main`` or ``else``.
        gives_none: the name is None there, and not unbound.
        grounds: why the condition is a tensor.
        expression: it is a conditional expression.
    """

    name: str
    missing: str
    gives_none: bool
    grounds: Grounds
    expression: bool = False


class Difference(enum.Enum):
    """In what two values differ that a graph takes for one."""

    DTYPE = "dtype"
    STRUCTURE = "structure"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True, eq=False)
class ValuesDiffer(Event):
    """What two branches give for one name does not fit together, or what a loop starts with and goes on with.

    The node is the condition, the loop's header, or the assignment in the loop at which TensorFlow raises.

    Attributes:
        name: the name; empty for what the function returns.
        difference: in what they differ.
        first, second: what they are: of the two branches, or before the loop and after one round.
        loop: it is a loop's.
        grounds: why TensorFlow stages it.
    """

    name: str
    difference: Difference
    first: str
    second: str
    loop: bool
    grounds: Grounds


@dataclass(frozen=True, slots=True, eq=False)
class ReturnMissing(Event):
    """One side of a staged branch returns a value and the other one does not.

    The node is the condition; in a staged loop, where no ``return`` has a place, it is that statement.

    Attributes:
        missing: the side that returns nothing, as AutoGraph calls it: ``main`` or ``else``; empty in a loop.
        loop: the header of the staged loop around it, if any.
        gives_none: that side returns None.
        grounds: why the condition is a tensor.
    """

    missing: str
    loop: Place | None
    gives_none: bool
    grounds: Grounds


@dataclass(frozen=True, slots=True, eq=False)
class LoopLeft(Event):
    """``break`` or ``return`` on a tensor's condition in a loop that Python runs; the node is the statement.

    Attributes:
        word: ``break`` or ``return``.
        branch: the ``if`` under which it stands.
        loop: the loop's header.
        loop_text: ``the loop over x`` or ``the loop while x``, as it is written.
        grounds: why the condition is a tensor.
    """

    word: str
    branch: Place
    loop: Place
    loop_text: str
    grounds: Grounds


@dataclass(frozen=True, slots=True, eq=False)
class LoopUnrolled(Event):
    """A loop of Python with operations in its body goes round many times; the node is its header.

    Attributes:
        text: the header as written.
        count: how many iterations there are.
    """

    text: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class HandlerSkipped(Event):
    """``except`` waits for an error of an operation, which comes when the graph runs.

    The node is what it waits for, or the handler's first statement.

    Attributes:
        text: what it waits for, as written; empty for any exception.
        operation: an operation in the body that may fail.
        named: it names errors of operations.
    """

    text: str
    operation: str
    named: bool


@dataclass(frozen=True, slots=True, eq=False)
class LoopConditionChanged(Event):
    """The condition of a ``while`` is Python's at first and a tensor after one round; the node is it.

    Attributes:
        text: the condition as written.
        grounds: why it becomes a tensor.
    """

    text: str
    grounds: Grounds
