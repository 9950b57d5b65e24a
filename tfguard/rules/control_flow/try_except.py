"""Finds ``except`` that waits for an error which an operation raises when the graph runs.

What it does
    Reports ``except tf.errors.InvalidArgumentError`` and its siblings around operations in a traced function,
    ``except StopIteration`` around ``next`` of a dataset's iterator, and ``except Exception`` around
    operations that people expect to fail (``tf.debugging.assert_less``, ``tf.io.decode_png``,
    ``tf.strings.to_number``, ``tf.gather``) when the handler does not raise again.

Why it is a problem
    ``try`` is Python and is executed while the function is traced. An operation is only written down then;
    it fails when the graph runs, long after the handler was left. Eagerly the handler recovers, as a graph
    the call raises (experiment: examples/try_except).

Use instead
    A condition in the graph: ``tf.where`` or ``tf.cond`` on what would fail; or ``try`` around the call of a
    traced function. What is checked while tracing (static shapes, Python values) raises ``ValueError``
    there and can be caught.

How it is proved
    The function is called eagerly and as a graph, with arguments for which the operation fails. Confirmed
    when the handler takes the error eagerly, and the graph raises it.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A handler that waits for ``ValueError`` as well is left alone: it may be about static shapes.

References
    - https://www.tensorflow.org/api_docs/python/tf/errors
    - Introduction to graphs and tf.function: https://www.tensorflow.org/guide/intro_to_graphs
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, SkipsHandler
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.control_flow import HandlerSkipped
from tfguard.tracing.traced import Confidence


def check(event: HandlerSkipped) -> Iterator[Report]:
    """Report a handler that an operation's error goes past."""
    what = f"except {event.text}" if event.text else "except"
    yield Report(
        f"{what} is left before {event.operation} can fail, which is when the graph runs; use tf.where or "
        "tf.cond, or catch the error around the call of the traced function",
        Confidence.HIGH if event.named else Confidence.INFERENCE,
        target=event.text,
    )


RULE = Rule(
    id="W7508",
    symbol="tf-try-except",
    summary="except waits for an operation's error, which comes when the graph runs",
    events=(HandlerSkipped,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (SkipsHandler(),)),
)
