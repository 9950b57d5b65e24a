"""Finds symbolic tensors that Python iterates over or takes apart.

What it does
    Reports comprehensions and generator expressions over a symbolic tensor, ``list(x)``, ``enumerate(x)``,
    ``zip(x, y)``, ``map(f, x)``, ``sum(x)``, ``any(x)``, ``f(*x)`` and ``a, b = x``, also where ``x`` is what
    ``tf.shape`` or ``tf.range`` gives; and ``for`` over one in code that AutoGraph leaves alone
    (``autograph=False``, ``do_not_convert``).

Why it is a problem
    Python asks the tensor for its elements one by one, and a tensor of a graph has none to give while the
    graph is built: the first call raises ``OperatorNotAllowedInGraphError``, also where the number of
    elements is known (experiment: examples/tensor_iteration). AutoGraph converts ``for row in x`` and
    nothing else of these.

Use instead
    ``tf.unstack(x)`` gives a list of tensors where the number of elements is known; ``tf.map_fn`` or ``for``
    where it is not. Instead of ``sum(x)``, ``tf.reduce_sum(x)``; instead of ``h, w = tf.shape(x)``, index it.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises at
    the place.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    What may be several tensors is left alone: a layer's output, an element of a dataset, an argument that
    an annotation alone calls a tensor. A parameter counts where its shape or dtype is asked for.

References
    - AutoGraph reference, "Limitations":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md
    - https://www.tensorflow.org/api_docs/python/tf/unstack
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_ELEMENTS, NO_ELEMENTS_SEEN
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import Use, ValueNeeded
from tfguard.tracing.unconverted import Reason

_CURES = {"sum": "tf.reduce_sum", "any": "tf.reduce_any", "all": "tf.reduce_all", "unpacking": "tf.unstack"}


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report elements that are asked for too early."""
    if event.unconverted_by(Reason.KERAS, Reason.CONSTRUCT):
        return
    if event.use is Use.ELEMENTS and event.is_tensor:
        cure = _CURES.get(event.by, "tf.unstack, tf.map_fn or a plain for loop")
        yield Report(
            f"{event.text} is a symbolic tensor, which Python cannot iterate over while tracing; use {cure}",
            event.surest,
            target=event.text,
        )


RULE = Rule(
    id="E7510",
    symbol="tf-tensor-iteration",
    summary="Python iterates over a symbolic tensor, which fails while tracing",
    events=(ValueNeeded,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Raises(("TypeError",), NO_ELEMENTS),)),
    errors=NO_ELEMENTS_SEEN,
)
