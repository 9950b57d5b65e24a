"""Finds names that only one branch of a tensor condition gives a value, and that are used later.

What it does
    Reports an ``if`` on a tensor after which a name is read that has no value, or None, at the end of one of
    its branches: ``if x > 0: y = x`` and then ``return y``. What follows ``return``, ``break`` or
    ``continue`` in one branch counts as the other one. A conditional expression that gives None on one
    side is reported as well.

Why it is a problem
    TensorFlow traces both branches, and what is used later is what the ``if`` gives: each branch has to give
    it. None is no tensor. The first call raises ``ValueError``, whichever branch the data would take
    (experiment: examples/branch_undefined).

Use instead
    A value of the same type before the ``if``, or in both branches: ``y = tf.zeros_like(x)``. A name that
    only one branch needs is no problem, nor are conditions that are known while tracing.

How it is proved
    The function is called eagerly and as a graph, with arguments for which the eager calls run. Confirmed
    when the graph raises this error at the ``if``, or at the loop around it.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Names are followed, attributes and items are not.

References
    - AutoGraph reference, "Undefined and None values":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/control_flow.md
    - https://www.tensorflow.org/guide/function#conditionals
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import UNDEFINED_IN_BRANCH, UNDEFINED_IN_LOOP
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.control_flow import NameUndefined

_SIDES = {"main": "the if branch", "else": "the else branch"}


def check(event: NameUndefined) -> Iterator[Report]:
    """Report a name that a branch leaves without a value."""
    if not event.grounds.is_tensor:
        return
    side = _SIDES[event.missing]
    if event.expression:
        text = f"{event.name} gives None on one side of a tensor's condition; give a tensor on both"
    elif event.gives_none:
        text = (
            f"'{event.name}' is None at the end of {side} of a tensor's condition, and used later; "
            "give it a tensor in both branches or before"
        )
    else:
        text = (
            f"'{event.name}' gets no value in {side} of a tensor's condition, and is used later; both "
            "branches are traced: give it a value in both or before"
        )
    yield Report(text, event.grounds.surest, target="" if event.expression else event.name)


RULE = Rule(
    id="E7503",
    symbol="tf-branch-undefined",
    summary="a name used later has a value in one branch of a tensor condition only",
    events=(NameUndefined,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (Raises(("ValueError",), f"{UNDEFINED_IN_BRANCH}|{UNDEFINED_IN_LOOP}", around=True),),
    ),
    errors=(
        "'*' must also be initialized in the * branch",
        "'*' is None at the end of the * branch",
        "'*' must be defined before the loop",
    ),
)
