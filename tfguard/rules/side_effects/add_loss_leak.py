"""Finds ``self.add_loss`` in a Keras ``call`` that is itself a ``tf.function``.

What it does
    Reports ``self.add_loss(tensor)`` in a ``call`` that is decorated with ``@tf.function`` or wrapped by
    it, and in its helpers. Silent: an undecorated ``call``, whoever traces it.

Why it is a problem
    ``add_loss`` keeps the tensor on the layer. In a ``call`` that is a traced function of its own the
    tensor belongs to that graph, and whoever reads ``layer.losses`` outside gets a tensor without a value:
    ``... is out of scope and cannot be used here`` (experiment: examples/add_loss_leak). ``fit`` and custom
    training steps read it there.

Use instead
    Leave ``call`` undecorated: ``fit`` and ``predict`` trace it anyway, and a training step that is a
    tf.function reads the losses in the trace that added them (good_losses_in_the_same_trace.py). Or return
    the loss and add it in the caller.

How it is proved
    After a call of the layer, ``losses`` holds a tensor that has no value as a graph and one that has a
    value eagerly; using the former raises.

Versions
    The same with Keras 2 (TensorFlow 2.12 to 2.15, ``tf_keras`` with 2.21) and Keras 3.15 (2.21).

Known limits
    In preview, because it is only a fault when ``losses`` is read outside, which may happen in code that is
    not analysed.

References
    - https://keras.io/api/layers/base_layer/
    - Better performance with tf.function, section "All outputs of a tf.function must be return values":
      https://www.tensorflow.org/guide/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import OUT_OF_SCOPE
from tfguard.rules.proof import Contrast, LeaksTensor, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.effects import LossAdded


def check(event: LossAdded) -> Iterator[Report]:
    """Report losses that are added in a trace of their own."""
    if event.context.chain[0].function.rpartition(".")[2] == "call":
        yield Report(
            f"{event.text}() keeps a tensor of this graph, and losses read outside of it fail; "
            "leave call undecorated, or return the loss",
            target=event.text,
        )


RULE = Rule(
    id="E7215",
    symbol="tf-add-loss-leak",
    summary="add_loss in a tf.function call: the loss leaks when losses is read outside",
    events=(LossAdded,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (LeaksTensor(), Raises(("TypeError", "InaccessibleTensorError"), OUT_OF_SCOPE)),
    ),
    preview=True,
)
