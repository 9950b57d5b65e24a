"""Finds conditions and loops on tensors in what Keras runs without AutoGraph.

What it does
    Reports ``if``, ``while``, the conditional expression, ``and``, ``or``, ``not`` and ``for`` on a symbolic
    tensor in ``call`` of a Keras 3 layer or model, in ``train_step`` and its siblings, in losses and metrics,
    in the ``__call__`` of a learning rate schedule, in the function of a ``Lambda`` layer, and in the helpers
    that they call.

Why it is a problem
    Keras 3 does not hand these methods to AutoGraph, neither in ``fit`` nor when a layer is called in a
    ``tf.function``. Python asks for the truth or the elements of a tensor that has none yet, which raises
    ``OperatorNotAllowedInGraphError``; ``run_eagerly=True`` does not help, because Keras infers shapes with
    symbolic tensors all the same (experiment: examples/keras_call_control_flow).

Use instead
    ``tf.cond``, ``tf.where``, ``keras.ops.cond``, ``keras.ops.while_loop``; or put ``@tf.function`` on the
    method or on the helper, which converts it.

How it is proved
    The method is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises at
    the place.

Versions
    With Keras 3 (TensorFlow 2.18 and 2.21). Keras 2 (2.12, 2.15, ``tf_keras``) converts ``call``, losses and
    metrics, and leaves ``train_step`` and its siblings, ``Lambda`` and schedules as they are; reported
    for the one that the code is for (``target-keras``).

Known limits
    ``call`` of a layer whose arguments nothing is known of counts where they are used as tensors.

References
    - https://keras.io/guides/custom_train_step_in_tensorflow/
    - https://keras.io/api/ops/core/#cond-function
    - AutoGraph reference, "Limitations":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_ELEMENTS, NO_TRUTH, NO_TRUTH_SEEN
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import Use, ValueNeeded
from tfguard.tracing.unconverted import Reason


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report control flow on a tensor that Keras keeps from AutoGraph."""
    if not event.unconverted_by(Reason.KERAS) or not event.is_tensor:
        return
    cure = "keras.ops.cond" if event.use is Use.TRUTH else "keras.ops.while_loop, tf.map_fn"
    needs = "is asked for its truth" if event.use is Use.TRUTH else "is iterated over"
    yield Report(
        f"{event.text} {needs} while tracing, and Keras runs this without AutoGraph; use {cure} or "
        f"{'tf.where' if event.use is Use.TRUTH else 'tf.unstack'}, or put @tf.function on it",
        event.surest,
        target=event.text,
    )


RULE = Rule(
    id="E7513",
    symbol="tf-keras-call-control-flow",
    summary="control flow on a tensor in a method that Keras runs without AutoGraph",
    events=(ValueNeeded,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Raises(("TypeError",), f"{NO_TRUTH}|{NO_ELEMENTS}"),)),
    errors=NO_TRUTH_SEEN,
)
