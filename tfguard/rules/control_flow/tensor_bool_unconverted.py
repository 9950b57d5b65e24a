"""Finds tensors whose truth Python asks for where AutoGraph does not convert the code.

What it does
    Reports ``if``, ``while``, the conditional expression, ``and``, ``or`` and ``not`` on a symbolic
    tensor in code that AutoGraph leaves alone (``autograph=False``, ``do_not_convert``, with Keras 3 the
    ``call`` of a layer, a model or a loss and what a metric runs when it is called); and what it
    never converts: the condition of a comprehension, ``max(x, y)``, ``min(x, y)``, ``any([x, y])``,
    ``all(...)``, and ``x in [y, z]``.

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
    The same with TensorFlow 2.12 to 2.15, 2.18 and 2.21. In ``call`` of a Keras layer, model or loss, and in
    a metric that is called, it depends on Keras: Keras 2 (TensorFlow 2.12 to 2.15, ``tf_keras`` with 2.21)
    converts, Keras 3 (2.18, 2.21) does not, not even with ``run_eagerly=True``. Reported for Keras 3 only
    (``target-keras``). A metric's ``update_state`` and ``result`` that are called by name are converted.

Known limits
    A parameter may be a Python value: it is taken for a tensor only where it is used as one (``x.shape``,
    ``tf.reduce_mean(x)``). Functions that AutoGraph gives up on as a whole (``match``, an assignment
    expression, ``for`` with ``else``), properties and operators of classes are not known to be
    unconverted.

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

_CURES = {
    "max": "tf.maximum",
    "min": "tf.minimum",
    "any": "tf.reduce_any",
    "all": "tf.reduce_all",
}


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report a truth that is asked for too early."""
    if event.use is Use.TRUTH and event.is_tensor:
        cure = _CURES.get(event.by, "tf.cond or tf.where")
        what = (
            f"{event.by}() asks for the truth of a tensor"
            if event.by
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
