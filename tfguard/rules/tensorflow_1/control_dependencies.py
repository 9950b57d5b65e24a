"""Finds tf.control_dependencies that a tf.function does not need.

What it does
    Reports ``with tf.control_dependencies([...])`` in a traced function where all that it waits for are
    operations with an effect: ``assign`` and its kin, ``tf.print``, ``tf.py_function``,
    ``apply_gradients``, or a ``tf.group`` of such. Silent: where an assertion or anything else is among them,
    where it is not known what they are, in files that use ``tf.compat.v1``, and outside of traced functions.

Why it is a problem
    It is not, it is noise: a ``tf.function`` runs operations with an effect in the order in which they are
    written, and runs all of them, whether or not anything waits for them (experiment:
    examples/control_dependencies gives the same with and without). In a graph of TensorFlow 1 an ``assign``
    that nothing waited for did not run.

Use instead
    The same statements without the ``with``.

How it is proved
    The function is called as a graph, with the statement and without: confirmed when the calls return the
    same, one after the other, refuted when they do not.

Versions
    Automatic control dependencies are the same in TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    In preview: a matter of style. Code that also runs in a graph of TensorFlow 1 needs the statement.

References
    - https://www.tensorflow.org/api_docs/python/tf/control_dependencies
    - TensorFlow guide, "Introduction to graphs and tf.function": https://www.tensorflow.org/guide/intro_to_graphs
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import ChangesNothing, Contrast, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.effects import OrderAsked


def check(event: OrderAsked) -> Iterator[Report]:
    """Report an order that holds anyway."""
    shown = ", ".join(dict.fromkeys(event.operations))
    yield Report(
        f"{event.text} is not needed here: a tf.function runs {shown} in the order of the program, and "
        "always; drop the with statement"
    )


RULE = Rule(
    id="C7804",
    symbol="tf1-control-dependencies",
    summary="control dependencies that a tf.function has by itself",
    events=(OrderAsked,),
    check=check,
    proof=Proof(Contrast.WITHOUT, (ChangesNothing(),)),
    preview=True,
)
