"""Finds what keeps AutoGraph from converting a function with conditions or loops on tensors.

What it does
    Reports, in a function that has ``if``, ``while``, ``for``, ``and``, ``or``, ``not`` or a conditional
    expression on a tensor (or calls one), the statement because of which AutoGraph leaves the whole function
    as it is: ``match``, ``for`` and ``while`` with ``else``, an assignment expression (``:=``) inside a
    larger expression, a generator function defined in it, an annotated assignment (``y: float = 1.0``) in
    a branch or loop that hands the name on; and a lambda beside another one with the same parameters on
    its line.

Why it is a problem
    AutoGraph logs a warning at most, and runs the function as Python. The first condition on a tensor then
    raises ``OperatorNotAllowedInGraphError``, at a line that looks right
    (experiment: examples/autograph_unconverted).

Use instead
    ``if`` and ``elif`` for ``match``; a flag for ``else`` of a loop; the assignment on a line of its own, and
    without annotation; generators and lambdas elsewhere. Or move the condition on the tensor to a helper
    that a ``tf.function`` of its own converts, or use ``tf.cond``.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run, the graph raises at the
    condition on the tensor, which is the finding's related place, and AutoGraph converts the function without
    the statement, or no function of that statement alone.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21, but for assignment expressions: 2.15 converts them, so
    they are reported for 2.12, and from 2.18 on (``target-tensorflow``).

Known limits
    Reported where a condition or loop on a tensor is seen. The same statements do no harm in functions
    without one.

References
    - AutoGraph reference, "Limitations":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md
    - https://www.tensorflow.org/api_docs/python/tf/autograph/to_code
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_ELEMENTS, NO_TRUTH, NO_TRUTH_SEEN
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import ValueNeeded
from tfguard.tracing.unconverted import Reason


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report why control flow on a tensor is not converted."""
    why = event.unconverted
    if why is None or why.reason is not Reason.CONSTRUCT or not event.is_tensor:
        return
    if why.node is None or why.module is None:
        return
    place = event.context.module.place(event.node)
    yield Report(
        f"AutoGraph does not convert {why.function} because of {why.what}, and {event.text} "
        f"({place.line_text}) needs it; write that differently, or use tf.cond, tf.where or tf.map_fn",
        event.surest,
        place=why.module.place(why.node),
        related=((place, "a tensor decides here"),),
    )


RULE = Rule(
    id="E7512",
    symbol="tf-autograph-unconverted",
    summary="a statement keeps AutoGraph from converting a function that needs it",
    events=(ValueNeeded,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (Raises(("TypeError",), f"{NO_TRUTH}|{NO_ELEMENTS}", related=True, unconverted=True),),
    ),
    errors=(
        "AutoGraph could not transform * and will run it as-is",
        "Entity * could not be transformed and will be executed as-is",
        *NO_TRUTH_SEEN,
    ),
)
