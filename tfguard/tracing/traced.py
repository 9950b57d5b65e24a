"""What tfguard says about a traced function: why TensorFlow traces it and how a trace gets there."""

from __future__ import annotations

import enum

from tfguard.syntax.place import Cell, Place
from tfguard.syntax.records import dataclass
from tfguard.tracing.axes import Axes


class Confidence(enum.IntEnum):
    """How sure a finding is; the words and their order are Pylint's.

    HIGH follows from the code alone. CONTROL_FLOW depends on a Python condition whose value is
    not known. INFERENCE rests on an assumed kind (a root's argument taken for a tensor) or on a
    callee found through an attribute.
    """

    INFERENCE = 1
    CONTROL_FLOW = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class TraceOptions:
    """The options of ``tf.function`` that change what tracing does.

    Attributes:
        autograph: False when AutoGraph is switched off; None when it is not known.
        input_signature: source text of the signature, or None when there is none.
        reduce_retracing: True when shapes are relaxed; None when it is not known.
        jit_compile: True when XLA compiles the function; None when it is not known.
        specs: by position, the static shape that the signature gives an argument; None where it is not
            known.
    """

    autograph: bool | None = True
    input_signature: str | None = None
    reduce_retracing: bool | None = False
    jit_compile: bool | None = False
    specs: tuple[Axes | None, ...] = ()


class RootKind(enum.Enum):
    """How a function came to be a root."""

    DECORATOR = (
        "decorator"  # @tf.function, @tf.function(...), @partial(tf.function, ...), a project's wrapper
    )
    CALL = "call"  # tf.function(f), wrapper(f)
    DATASET = "dataset"  # dataset.map(f)
    HANDED = "handed"  # tf.vectorized_map(f, xs)
    KERAS = "keras"  # methods that Keras traces; losses and metrics given to compile
    UNTRACED = "untraced"  # no root: the function or module that holds a place which nothing traces


@dataclass(frozen=True, slots=True)
class Root:
    """A function whose body TensorFlow itself runs to build a graph.

    Attributes:
        path: file of the ``def`` or ``lambda``.
        line: line of the ``def`` keyword (not of its decorators) or of the lambda, from 1.
        qualname: ``Class.method``, ``outer.<locals>.inner`` or ``<lambda>``, as Python builds it.
        kind: how it is wrapped.
        why: one phrase for people, for example ``decorated with @tf.function``.
        wrapped_at: the decorator or the call that wraps it.
        options: what was said to tf.function.
        cell: in a notebook, the cell that holds the line.
    """

    path: str
    line: int
    qualname: str
    kind: RootKind
    why: str
    wrapped_at: Place
    options: TraceOptions = TraceOptions()
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain: a function that the trace enters.

    Attributes:
        function: qualified name of the function entered.
        place: where it is entered: the ``def`` of the root, then each call site.
    """

    function: str
    place: Place


@dataclass(frozen=True, slots=True)
class Traced:
    """One function that tfguard takes for traced (``tfguard traced``).

    Attributes:
        path, line, qualname: the function; ``line`` is that of the ``def``.
        is_root: True for a root, False for what a root reaches.
        root: the (first) root that reaches it.
        chain: root, then each call site on the way; the shortest known.
        cell: in a notebook, the cell that holds the line.
    """

    path: str
    line: int
    qualname: str
    is_root: bool
    root: Root
    chain: tuple[Link, ...]
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Drive:
    """The project's own code that lets a traced function misbehave from call to call.

    A pitfall of one call needs only the traced function; what changes *between* calls is seen where
    the calls are made. Confirm mode runs this code and watches the calls.

    Attributes:
        path: file of the code.
        line: line of the ``def`` of the function to run, from 1; 0 for the module's own statements.
        qualname: its qualified name; empty for the module's own statements.
        calls: the calls of the traced function in question, whole call expressions; they may stand
            in functions that the code above calls.
    """

    path: str
    line: int
    qualname: str
    calls: tuple[Place, ...]
