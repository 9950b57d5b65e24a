"""Finds recursion that only a tensor could end.

What it does
    Reports a call by which a traced function, or a helper that it calls, gets into itself again, directly,
    through other functions or through ``self``, where only conditions on tensors stand in between.

Why it is a problem
    Eagerly the condition has a value and the recursion ends. While a graph is built it has none: TensorFlow
    traces both sides of such a branch, so it traces the call, and the call in that, until Python's stack is
    full. The first call raises ``RecursionError`` (experiment: examples/recursion). Recursion that a Python
    value ends (a depth, a nested list, a static shape) is traced as often as it goes deep, and is fine.

Use instead
    A ``while`` loop on the tensor condition, or ``tf.while_loop``; for a tree, keep the nodes still to do in
    a tensor.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls return, and the graph raises
    ``RecursionError`` after the flagged call was started many times and came back from none.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A Python condition on the way keeps the rule silent, unless it asks only about parameters that the call
    hands on unchanged. A parameter is taken for a tensor only where it is used as one.

References
    - https://www.tensorflow.org/guide/function#loops
    - What AutoGraph converts:
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, NeverReturns, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import Recursed


def check(event: Recursed) -> Iterator[Report]:
    """Report recursion without an end."""
    if event.by_tensor:
        yield Report(
            f"{event.text}() gets into {event.function} again under a condition that is a tensor: tracing "
            "takes both sides and never ends; use a while loop on the tensor",
            event.surest,
            target=event.text,
        )


RULE = Rule(
    id="E7701",
    symbol="tf-recursion",
    summary="recursion that only a tensor could end never ends while tracing",
    events=(Recursed,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (NeverReturns(),)),
    errors=("maximum recursion depth exceeded",),
)
