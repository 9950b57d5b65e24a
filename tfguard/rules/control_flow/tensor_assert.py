"""Finds ``assert`` on a tensor in code that TensorFlow traces.

What it does
    Reports an ``assert`` statement in a traced function, or in a helper that the trace enters, whose
    condition is a symbolic tensor: ``assert tf.reduce_all(x > 0)``.

Why it is a problem
    ``assert`` asks Python for the truth of its condition, and a tensor of a graph has none while the
    graph is built. AutoGraph converts ``if``, ``while`` and ``for`` on tensors, but not ``assert``: the
    first call raises ``OperatorNotAllowedInGraphError``, whatever the data (experiment:
    examples/tensor_assert).

Use instead
    ``tf.debugging.assert_positive(x)`` and its siblings, or ``tf.debugging.Assert(condition, [x])``:
    operations that check at each call. What is known while tracing (``x.shape.rank``, ``x.dtype``, Python
    values) may be asserted as it is.

How it is proved
    The function is called eagerly and as a graph with the same arguments. Confirmed when the eager calls
    run and the graph raises at the ``assert``.

Versions
    The same with TensorFlow 2.12 to 2.15, 2.18 and 2.21, in the ``call`` of a layer too, with Keras 2 and
    Keras 3 alike.

Known limits
    A parameter may be a Python value: it is taken for a tensor only where it is used as one (``x.shape``,
    ``tf.reduce_mean(x)``).

References
    - AutoGraph reference, "Limitations":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md
    - https://www.tensorflow.org/api_docs/python/tf/debugging
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_TRUTH, NO_TRUTH_SEEN
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import Use, ValueNeeded


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report an assertion about a tensor."""
    if event.use is Use.ASSERT and event.is_tensor:
        yield Report(
            "assert on a tensor fails while tracing, whatever its value; use tf.debugging.Assert or a "
            "tf.debugging.assert_* function",
            event.surest,
        )


RULE = Rule(
    id="E7506",
    symbol="tf-tensor-assert",
    summary="assert on a tensor fails while tracing",
    events=(ValueNeeded,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Raises(("TypeError",), NO_TRUTH),)),
    errors=NO_TRUTH_SEEN,
)
