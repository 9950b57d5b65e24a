"""Finds branches, and rounds of loops, that give values which a graph cannot take for one.

What it does
    Reports an ``if`` or a conditional expression on a tensor whose sides give a name that is used later, or
    the function's result, different dtypes (``0`` and a float tensor) or structures (a tuple and a tensor,
    lists of different lengths); and a loop that TensorFlow stages whose variable has another dtype or
    structure after a round than before the loop: ``total = 0`` and ``total += x``.

Why it is a problem
    What both branches give becomes one tensor, and so does what a loop carries along. ``0`` is an ``int32``
    there. The first call raises ``TypeError``, whatever the data; eagerly Python does not mind
    (experiment: examples/branch_dtype).

Use instead
    Values of one dtype: ``0.0``, ``tf.zeros_like(x)``, ``tf.cast``. Different shapes of branches are no
    problem.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises
    this error at the place, or at the loop around it.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Only dtypes that can be told from the code are compared. Shapes that grow in a loop are not looked at.

References
    - AutoGraph reference, "Consistency of dtype":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/control_flow.md
    - https://www.tensorflow.org/guide/function#conditionals
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import (
    OTHER_DTYPE,
    OTHER_STRUCTURE_IN_BRANCH,
    OTHER_STRUCTURE_IN_LOOP,
)
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.control_flow import Difference, ValuesDiffer


def check(event: ValuesDiffer) -> Iterator[Report]:
    """Report values that do not fit together."""
    if not event.grounds.is_tensor:
        return
    name = f"'{event.name}'" if event.name else "what is returned"
    dtype = event.difference is Difference.DTYPE
    if event.loop:
        text = f"{name} is {event.first} before the loop and {event.second} after one round"
    else:
        text = f"{name} is {event.first} in one branch and {event.second} in the other one"
    same = "dtype" if dtype else "structure"
    yield Report(
        f"{text}, which TensorFlow cannot take for one value; give it the same {same} from the start",
        event.grounds.surest,
        target=event.name,
    )


RULE = Rule(
    id="E7505",
    symbol="tf-branch-dtype",
    summary="branches or rounds of a loop give values of different dtype or structure",
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
            # What the sides of a conditional expression hold does not agree in number.
            Raises(("AssertionError",), r"\[\d+, \d+\]"),
        ),
    ),
    errors=(
        "'*' has dtype * in the main branch, but dtype * in the else branch",
        "has dtype * before the loop, but dtype * after one iteration",
        "must have the same nested structure in the main and else branches",
    ),
)
