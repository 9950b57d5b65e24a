"""Finds tensors whose truth Python asks for where AutoGraph does not convert the code.

What it does
    Reports ``if``, ``while``, the conditional expression, ``and``, ``or`` and ``not`` on a symbolic
    tensor in code that AutoGraph leaves alone (``autograph=False``, ``do_not_convert``, properties,
    operators, constructors, functions given to ``tf.vectorized_map``, those under ``tf.custom_gradient`` and
    their gradients); and what it never converts: the condition of a comprehension, a conditional expression
    inside another one, ``max(x, y)``, ``min(x, y)``, ``any([x, y])``, ``all(...)``, and ``x in [y, z]``.

Why it is a problem
    Python needs one truth while the graph is built, and a symbolic tensor has none: the first call raises
    ``OperatorNotAllowedInGraphError``, whatever the data (experiment: examples/tensor_bool_unconverted).

Use instead
    ``tf.cond``, ``tf.where``, ``tf.maximum``, ``tf.minimum``, ``tf.reduce_any``, ``tf.reduce_all``; or
    leave AutoGraph on, which converts ``if`` and ``while``.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises
    at the place.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A parameter may be a Python value: it is taken for a tensor only where it is used as one (``x.shape``,
    ``tf.reduce_mean(x)``), or where a call in the file passes one. That a custom gradient is asked for is
    taken for granted. Operators of classes are not followed. What Keras runs as it is belongs to
    ``tf-keras-call-control-flow``, functions that AutoGraph gives up on to ``tf-autograph-unconverted``.

References
    - AutoGraph reference, "Limitations":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md
    - https://www.tensorflow.org/api_docs/python/tf/cond
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_TRUTH, NO_TRUTH_SEEN
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import Use, ValueNeeded
from tfguard.tracing.unconverted import Reason

_CURES = {
    "max": "tf.maximum",
    "min": "tf.minimum",
    "any": "tf.reduce_any",
    "all": "tf.reduce_all",
}


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report a truth that is asked for too early."""
    if event.unconverted_by(Reason.KERAS, Reason.CONSTRUCT):
        return
    if event.use is Use.TRUTH and event.is_tensor:
        cure = _CURES.get(event.by, "tf.cond or tf.where")
        what = (
            f"{event.by}() asks for the truth of a tensor"
            if event.by in _CURES
            else f"{event.text} is asked for its truth"
        )
        yield Report(
            f"{what} while tracing, and AutoGraph does not convert that; use {cure}",
            event.surest,
            target=event.text,
        )


RULE = Rule(
    id="E7509",
    symbol="tf-tensor-bool-unconverted",
    summary="the truth of a symbolic tensor is asked for where AutoGraph does not convert",
    events=(ValueNeeded,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Raises(("TypeError",), NO_TRUTH),)),
    errors=NO_TRUTH_SEEN,
)
