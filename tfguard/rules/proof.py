"""How a finding is proved: what TensorFlow must be seen to do, written as data.

A rule declares one :class:`Proof`; ``tfguard.confirm`` knows how to observe each expectation.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Contrast(enum.Enum):
    """Which two runs an experiment compares."""

    EAGER_OK = "eager-ok"  # eager runs, the graph misbehaves
    BOTH_FAIL = "both-fail"  # the same error at the flagged line, eagerly and as a graph
    DEFINITION = "definition"  # importing the module raises at the line
    SIGNATURE = "signature"  # binding the arguments fails
    JIT = "jit"  # with against without jit_compile
    LOOKUP = "lookup"  # an attribute exists or not; nothing is run
    WITHOUT = "without"  # with the flagged code against without it, both as a graph
    NOT_APPLICABLE = "not applicable"  # style: it works, there is nothing to observe


class Effect(enum.Enum):
    """What a place does to Python's world; the names are those of the worker's reports."""

    OUTPUT = "output"  # written to sys.stdout or sys.stderr
    LOG = "log"  # a record given to a logger
    FILE = "file"  # a file opened, read, written, listed
    PROCESS = "process"
    NETWORK = "network"
    DEBUGGER = "debugger"  # stopped for a debugger or for input
    SLEEP = "sleep"
    RANDOM = "random"  # drawn from Python's or NumPy's random numbers
    STATE = "state"  # an object that outlives the call changed


@dataclass(frozen=True, slots=True)
class Raises:
    """Tracing raises at the flagged place.

    Attributes:
        classes: names of the exception classes that count.
        pattern: regular expression searched in the whole text (``re.DOTALL``).
        later: the error belongs to a later trace, with other Python arguments: that calls of one
            signature run refutes nothing.
        around: TensorFlow may name the header of a branch or loop around the place instead.
        open_axes: where no signature says the shapes, the function is also traced with the first axis of its
            arguments open, as a dataset of batches has it traced.
        related: it may name a related place of the finding instead.
        unconverted: the place is what keeps AutoGraph from converting the function: it does so alone, too.
        through: where the place is a call, the error is raised by what another call makes of the function:
            that calls of the traced function itself run refutes nothing.
    """

    classes: tuple[str, ...]
    pattern: str
    later: bool = False
    around: bool = False
    open_axes: bool = False
    related: bool = False
    through: bool = False
    unconverted: bool = False


@dataclass(frozen=True, slots=True)
class ReturnRefused:
    """TensorFlow refuses what the traced function returns; its error names the function and the class.

    Attributes:
        classes: the classes of what is returned that count; empty for that of the flagged expression, which
            then has to be what a ``return`` gives.
        unrun: calling the function runs nothing of its body: a generator function, a coroutine function.
    """

    classes: tuple[str, ...] = ()
    unrun: bool = False


@dataclass(frozen=True, slots=True)
class SpoilsObject:
    """An object cannot be made, or holds a tensor without a value as soon as it is made.

    Attributes:
        refused: what making it raises, when the error comes from the flagged constructor.
    """

    refused: Raises


@dataclass(frozen=True, slots=True)
class BreaksProtocol:
    """Python refuses what a special method returns as a graph; its error names the method.

    Attributes:
        pattern: regular expression searched in the text of the ``TypeError``.
    """

    pattern: str


@dataclass(frozen=True, slots=True)
class CompiledDiffers:
    """The same calls return something else when XLA compiles the function, and the same when it does not.

    Attributes:
        made: the class of what the flagged expression has to give, as the worker names it.
    """

    made: str


@dataclass(frozen=True, slots=True)
class CheckLeftOut:
    """The flagged check, made to fail, stops the graph; when XLA compiles the function, nothing happens."""


@dataclass(frozen=True, slots=True)
class NeverReturns:
    """Tracing starts the flagged call again and again, comes back from none, and fills Python's stack."""


@dataclass(frozen=True, slots=True)
class RunsOnlyWhileTracing:
    """The flagged place touches Python's world on each eager call but only once a trace.

    That a Python statement runs once a trace proves nothing (every one does): what counts is its
    effect, seen between the statement's start and end. Printing, logging, files, processes,
    debugger hooks, sleeping, and changes of objects that outlive the call are effects; a TensorFlow
    op has none of them, so a false finding at ``tf.print`` or ``assign_add`` is refuted.

    Attributes:
        effects: the kinds that count for this rule; a rule about output is not proved by a write.
    """

    effects: frozenset[Effect] = frozenset()


@dataclass(frozen=True, slots=True)
class StateDiffers:
    """After the same calls, the flagged target (or what is read from it) differs from eager."""


@dataclass(frozen=True, slots=True)
class FrozenValue:
    """The flagged expression gives a new value on each eager call and one value a trace."""


@dataclass(frozen=True, slots=True)
class SymbolicText:
    """The flagged expression is a text that names a symbolic tensor in the graph, and does not eagerly."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The flagged operation runs at each eager call; in the graph nothing that is run depends on it."""


@dataclass(frozen=True, slots=True)
class ResultDiffers:
    """The same calls return something else as a graph, and keeping the flagged result mends it."""


@dataclass(frozen=True, slots=True)
class RunsOnceInLoop:
    """The flagged statement runs in each round of a loop eagerly and once while the loop is traced.

    The calls return something else as a graph, or fail because a tensor of the loop's body is used outside
    of it; with the statement left out both modes do the same.
    """


@dataclass(frozen=True, slots=True)
class SkipsHandler:
    """The flagged ``except`` takes an error eagerly; as a graph the error of an operation goes past it."""


@dataclass(frozen=True, slots=True)
class LeaksTensor:
    """After a call, the flagged target holds a tensor without a value; using it raises."""


@dataclass(frozen=True, slots=True)
class WorksAsStyle:
    """Nothing misbehaves: the code runs in both modes and the convention holds (one state object)."""


@dataclass(frozen=True, slots=True)
class ChangesNothing:
    """Left out, the flagged decorator or context changes neither what is returned nor what is traced.

    Asked of the code that calls the function where it is a decorator: of the traced functions that do, and of
    plain code.

    Attributes:
        shared: the flagged code may be there for others that no file shows: for callers of a public function.
    """

    shared: bool = False


@dataclass(frozen=True, slots=True)
class Retraces:
    """The flagged argument makes TensorFlow trace again: new traces with it, none when it stays the same.

    Seen at the call itself, in the project's own code: at least three calls, each new value a trace; the
    control is the same code with the argument's first value (or a tensor of each value) in every call.
    """


@dataclass(frozen=True, slots=True)
class RemakesFunction:
    """The flagged place makes a new traced function each time; the first one, kept, is traced once."""


@dataclass(frozen=True, slots=True)
class StaleValue:
    """The project's own code changes what the flagged place reads: eager calls see it, the graph does not."""


@dataclass(frozen=True, slots=True)
class KeepsOld:
    """Code that nothing traces replaces what a trace has captured: the graph goes on with the old one.

    Seen in the project's own calls: they give something else as a graph, and the same without the line. It is
    asked where the flagged place lies outside of what the trace runs.
    """


@dataclass(frozen=True, slots=True)
class LateBound:
    """Functions made in a loop all read the loop's last value where each was to read its own."""


@dataclass(frozen=True, slots=True)
class GrowsGraph:
    """The graph holds the flagged value as a constant; with a tensor made outside it is smaller by that."""


@dataclass(frozen=True, slots=True)
class UnrollsLoop:
    """The graph grows with the rounds of the flagged loop: with half of them it is clearly smaller."""


@dataclass(frozen=True, slots=True)
class SharesTrace:
    """Calls with equal numbers of different types give one dtype as a graph and two eagerly."""


@dataclass(frozen=True, slots=True)
class NoEffect:
    """The flagged assignment changes nothing that is computed afterwards, eagerly or as a graph."""


@dataclass(frozen=True, slots=True)
class LostBySaving:
    """What a call saves cannot, loaded again, do what the object does.

    The finding's target says what is meant: the traced function's qualified name (the SavedModel has no
    trace of it), one of its parameters (only the Python values that were traced are accepted), or what it
    reads (the value is that of the trace).
    """


@dataclass(frozen=True, slots=True)
class NameMissing:
    """The installed TensorFlow does not have the name that the finding's target says: nothing is run."""


@dataclass(frozen=True, slots=True)
class OptionDeprecated:
    """The installed TensorFlow calls the option of ``tf.function`` deprecated that the target says."""


@dataclass(frozen=True, slots=True)
class NotObservable:
    """No run can tell: the code does what it says, and the question is whether that is wanted.

    Attributes:
        reason: why, a phrase.
    """

    reason: str


Expectation = (
    Raises
    | NeverReturns
    | CompiledDiffers
    | CheckLeftOut
    | ReturnRefused
    | SpoilsObject
    | BreaksProtocol
    | RunsOnlyWhileTracing
    | StateDiffers
    | FrozenValue
    | SymbolicText
    | LeftOut
    | ResultDiffers
    | RunsOnceInLoop
    | SkipsHandler
    | LeaksTensor
    | WorksAsStyle
    | ChangesNothing
    | Retraces
    | RemakesFunction
    | StaleValue
    | KeepsOld
    | LateBound
    | GrowsGraph
    | UnrollsLoop
    | SharesTrace
    | NoEffect
    | LostBySaving
    | NameMissing
    | OptionDeprecated
    | NotObservable
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a rule's findings.

    Attributes:
        contrast: which runs are compared.
        expectations: any one of these, seen at the flagged place, confirms the finding.
    """

    contrast: Contrast
    expectations: tuple[Expectation, ...]
