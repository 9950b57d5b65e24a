"""Finds operations that are to fail on wrong data, and whose results nobody uses.

What it does
    Reports a call in traced code whose result is dropped, as a statement or by ``_ = ...``, of an operation
    that checks its input on the way: ``tf.gather`` and ``tf.slice`` (bounds), ``tf.io.decode_png`` and
    the other decoders and parsers, ``tf.strings.to_number``, ``tf.linalg.inv``, ``tf.io.read_file``; and
    ``tf.ensure_shape`` of a tensor with a size that the graph leaves open.

Why it is a problem
    Eagerly every operation runs, and wrong data raises ``InvalidArgumentError`` there. A graph runs what its
    results and side effects depend on, and leaves out the rest (guide, "Non-strict execution"): the check is
    not made, silently (experiment: examples/unused_op_pruned).

Use instead
    What the operation gives: ``x = tf.ensure_shape(x, shape)``; or an operation that is there to check:
    ``tf.debugging.assert_less``, ``tf.debugging.assert_shapes``, ``tf.debugging.check_numerics``. These are
    kept, although they give nothing.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the operation runs at eager calls, and
    nothing that the graph runs depends on it.

Versions
    Seen with TensorFlow 2.21, and with 2.15 in the examples.

Known limits
    In preview. A result that is given a name and never read is not reported: that is rarely meant as a check.
    Where all sizes are known while tracing, ``tf.ensure_shape`` is checked there, and is fine.

References
    - Introduction to graphs and tf.function, section "Non-strict execution":
      https://www.tensorflow.org/guide/intro_to_graphs
    - https://www.tensorflow.org/api_docs/python/tf/ensure_shape
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, LeftOut, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.effects import OperationUnused


def check(event: OperationUnused) -> Iterator[Report]:
    """Report checks that a graph leaves out."""
    yield Report(
        f"nothing uses what {event.text}() gives, so the graph leaves it out, and it does not fail when "
        f"{event.fails}; use the result, or a tf.debugging.assert_* function",
        target=event.text,
    )


RULE = Rule(
    id="W7609",
    symbol="tf-unused-op-pruned",
    summary="an operation that is to fail on wrong data is left out: its result is unused",
    events=(OperationUnused,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (LeftOut(),)),
    preview=True,
)
