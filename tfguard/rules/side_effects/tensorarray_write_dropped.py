"""Finds writes to a ``tf.TensorArray`` whose result is not kept.

What it does
    Reports ``write``, ``unstack``, ``scatter`` and ``split`` of a ``tf.TensorArray`` as a statement of its
    own, in a traced function or in what its trace reaches. Silent: when the result is assigned, returned or
    used in a chain, methods of the same name of other objects, and ``read``.

Why it is a problem
    Eagerly a TensorArray is changed in place. In a graph each write makes a new array, and the old one
    stays as it was. Without the result the values are lost: the stacked array holds zeros, and there is no
    error (experiment: examples/tensorarray_write_dropped; ``unstack`` and ``scatter`` behave like
    ``write``). TensorFlow does not warn either: its check for unused results skips traced functions.

Use instead
    ``array = array.write(index, value)``; a helper returns the array. In a loop with a fixed number of
    rounds, a local list and ``tf.stack``.

How it is proved
    The same calls return something else as a graph than eagerly, and keeping the result mends it.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A write whose result is bound to a name that is never used again is not reported.

References
    - https://www.tensorflow.org/api_docs/python/tf/TensorArray
    - Better performance with tf.function, section "Accumulating values in a loop":
      https://www.tensorflow.org/guide/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, ResultDiffers
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.effects import ResultIgnored


def check(event: ResultIgnored) -> Iterator[Report]:
    """Report TensorArray writes whose result is dropped."""
    if event.kind == "tensorarray":
        yield Report(
            f"{event.text}.{event.method}() returns the new TensorArray, and it is dropped; "
            f"write {event.text} = {event.text}.{event.method}(...)",
            target=event.text,
        )


RULE = Rule(
    id="E7214",
    symbol="tf-tensorarray-write-dropped",
    summary="what TensorArray.write returns is dropped: the graph loses the write",
    events=(ResultIgnored,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (ResultDiffers(),)),
)
