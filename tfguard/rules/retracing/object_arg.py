"""Finds traced functions that are called with a new object each time, or with one that TensorFlow refuses.

What it does
    Reports an argument that is a new object in each call: a ``lambda`` or ``partial`` made there, a bound
    method (``model.loss`` is a new object each time that it is written), an instance, layer, optimizer or
    generator that is made in the loop. And an argument that cannot be hashed: a set, a deque, an instance
    of a dataclass that is not frozen, or of a class with ``__eq__`` and without ``__hash__``. Silent: an
    object that is kept and passed again, enums, classes and dtypes, variables, datasets and their
    iterators, and ``self``.

Why it is a problem
    TensorFlow knows a Python object by ``==`` and ``hash``, which by default are its identity: a new object
    has never been seen, and the function is traced for it (guide, "Rules of tracing"; experiment:
    examples/object_arg/bad_lambda.py). The traces before it are of no use any more and stay in memory.
    Equality does not help an object that nobody keeps: the trace refers to it weakly, and when it is gone
    no equal one matches (bad_equal_but_not_kept.py). What has no hash cannot be compared at all:
    ``TypeError: Could not generate a generic TraceType for ...`` at the first call, where the eager
    function runs (bad_set.py).

Use instead
    Make the object once, before the loop, and pass the same one: ``loss = model.loss``
    (good_method_in_a_name.py). Let the function capture what never changes. Pass what does change as
    tensors. Python values that belong together compare by value in a tuple or a ``NamedTuple``. A class of
    your own needs ``@dataclass(frozen=True)``, or ``__hash__`` beside ``__eq__``, and an object that is
    kept. For a set, a sorted tuple; for a deque, a tuple.

How it is proved
    The project's own code is run and the traces are counted at the flagged call. Confirmed when at least
    three calls make a trace each, and the same calls with the first object each time make none after the
    first; or when the call raises the error above as a graph only.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21, the error's text as far as it is quoted. That equal
    objects must be kept was seen with 2.21. A slice has no hash before Python 3.12.

Known limits
    An object that is kept but changed between the calls makes no trace, and the graph does not see the
    change: that is tf-attribute-read's concern. Objects without room for weak references (a ``range``, a
    ``Path``, a dataclass with ``slots=True``) count by value. Only classes of the project are looked into.

References
    - Better performance with tf.function, section "Rules of tracing":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/types/experimental/SupportsTracingProtocol
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Raises, Retraces
from tfguard.rules.rule import Report, Rule
from tfguard.rules.signatures import RETRACING_WARNING, repeated_at, traced_for_each
from tfguard.tracing.events.calls import SignatureVaries, Variety

# What can be hashed, compares by value and says the same.
_HASHABLE = {
    "set": "pass a sorted tuple, or a tensor of its elements",
    "slice": "pass its bounds as tensors",
    "deque": "pass a tuple of tensors, or one tensor",
    "bytearray": "pass bytes, or a tensor",
}


def check(event: SignatureVaries) -> Iterator[Report]:
    """Report objects that are new in each call, and objects that TensorFlow refuses."""
    if event.variety is Variety.OBJECT:
        message = f"{traced_for_each(event, f'a new {event.kind}')}; {_kept(event.kind)}"
    elif event.variety is Variety.UNHASHABLE:
        cure = _HASHABLE.get(event.kind, f"give {event.kind} a hash (a frozen dataclass), or pass tensors")
        message = (
            f"{event.function} cannot be called with {event.text}: TensorFlow raises TypeError, because "
            f"{event.kind} objects have no hash; {cure}"
        )
    else:
        return
    yield Report(
        message,
        related=repeated_at(event.where, "the calls vary here"),
        target=event.text,
        drive=event.drive,
    )


def _kept(kind: str) -> str:
    if kind == "bound method":
        return "writing the method makes a new object: give it a name once, and pass that"
    return "make it once and pass the same one, or pass what changes as tensors"


RULE = Rule(
    id="W7303",
    symbol="tf-object-arg",
    summary="a traced function is called with a new object each time, or with one without a hash",
    events=(SignatureVaries,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (Retraces(), Raises(("TypeError",), r"Could not generate a generic TraceType for")),
    ),
    errors=("Could not generate a generic TraceType for", RETRACING_WARNING),
)
