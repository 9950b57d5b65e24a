"""Finds branches, and rounds of loops, that give values which a graph cannot take for one.

What it does
    Reports an ``if`` or a conditional expression on a tensor whose sides give a name that is used later, or
    the function's result, different dtypes (``0`` and a float tensor) or structures (a tuple and a tensor,
    lists of different lengths); and a loop that TensorFlow stages whose variable has another dtype,
    structure or static shape after a round than before the loop: ``total = 0`` and ``total += x``,
    ``path = tf.concat([path, step], 0)``.

Why it is a problem
    What both branches give becomes one tensor, and so does what a loop carries along. ``0`` is an ``int32``
    there. The first call raises ``TypeError``, whatever the data; eagerly Python does not mind
    (experiment: examples/branch_dtype).

Use instead
    Values of one dtype: ``0.0``, ``tf.zeros_like(x)``, ``tf.cast``. Different shapes of branches are no
    problem. What grows in a loop belongs into a ``tf.TensorArray``, or is told to the loop by
    ``tf.autograph.experimental.set_loop_options(shape_invariants=...)``.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises
    this error at the place, or at the loop around it.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Only dtypes and shapes that can be told from the code are compared.

References
    - AutoGraph reference, "Consistency of dtype":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/control_flow.md
    - https://www.tensorflow.org/guide/function#conditionals
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import (
    OTHER_DTYPE,
    OTHER_SHAPE_IN_LOOP,
    OTHER_STRUCTURE_IN_BRANCH,
    OTHER_STRUCTURE_IN_LOOP,
)
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.control_flow import Difference, ValuesDiffer

_CURES = {
    Difference.DTYPE: "give it the same dtype from the start",
    Difference.STRUCTURE: "give it the same structure from the start",
    Difference.SHAPE: "collect in a tf.TensorArray, or name its shape in set_loop_options",
}


def check(event: ValuesDiffer) -> Iterator[Report]:
    """Report values that do not fit together."""
    if not event.grounds.is_tensor:
        return
    name = f"'{event.name}'" if event.name else "what is returned"
    if event.loop:
        of_shape = " of shape" * (event.difference is Difference.SHAPE)
        text = f"{name} is{of_shape} {event.first} before the loop and {event.second} after one round"
    else:
        text = f"{name} is {event.first} in one branch and {event.second} in the other one"
    yield Report(
        f"{text}, which TensorFlow cannot take for one value; {_CURES[event.difference]}",
        event.grounds.surest,
        target=event.name,
    )


RULE = Rule(
    id="E7505",
    symbol="tf-branch-dtype",
    summary="branches or rounds of a loop give values of different dtype, structure or shape",
    events=(ValuesDiffer,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            Raises(
                ("TypeError",),
                f"{OTHER_DTYPE}|{OTHER_STRUCTURE_IN_BRANCH}|{OTHER_STRUCTURE_IN_LOOP}",
                around=True,
            ),
            Raises(("ValueError",), OTHER_SHAPE_IN_LOOP, around=True),
            # What the sides of a conditional expression hold does not agree in number.
            Raises(("AssertionError",), r"\[\d+, \d+\]"),
        ),
    ),
    errors=(
        "'*' has dtype * in the main branch, but dtype * in the else branch",
        "has dtype * before the loop, but dtype * after one iteration",
        "has shape * before the loop, but shape * after one iteration",
        "must have the same nested structure in the main and else branches",
    ),
)
