"""Finds ``return`` where only one branch of a tensor condition returns, or in a loop that TensorFlow stages.

What it does
    Reports an ``if`` on a tensor of which one branch returns and the other one comes to the function's end
    without (a bare ``return`` counts), or returns None; and ``return`` under an ``if`` on a tensor in a loop
    over a tensor, ``tf.range`` or a dataset.

Why it is a problem
    Both branches are traced, and a graph gives one result: each branch has to give it. In a staged loop
    there is no place for it at all. The first call raises ``ValueError``, or ``NotImplementedError`` in a
    loop, whatever the data (experiment: examples/branch_return).

Use instead
    One ``return`` at the end of the function, of a name that both branches give a tensor. In a loop, set the
    name, ``break``, and return it behind the loop. An early ``if ...: return x`` is fine where the same block
    goes on to another ``return``.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises one
    of these errors at the place, or at the loop around it.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Where Python conditions that are not known decide whether a branch returns, nothing is reported.

References
    - AutoGraph reference, "Limitations":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md
    - https://www.tensorflow.org/guide/function#conditionals
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import RETURN_IN_LOOP, RETURN_MISSING, RETURN_NONE
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.control_flow import ReturnMissing

_SIDES = {"main": "the if branch", "else": "the else branch"}


def check(event: ReturnMissing) -> Iterator[Report]:
    """Report a result that only one branch gives."""
    if not event.grounds.is_tensor:
        return
    if event.loop is not None:
        yield Report(
            "return in a loop that TensorFlow stages, on a tensor's condition, cannot be traced; keep the "
            "result in a name, break, and return it after the loop",
            event.grounds.surest,
            related=((event.loop, "the loop"),),
        )
        return
    gives = "returns None" if event.gives_none else "does not return"
    yield Report(
        f"{_SIDES[event.missing]} of a tensor's condition {gives}, unlike the other one, and both are "
        "traced; return a tensor in both, or once at the end",
        event.grounds.surest,
    )


RULE = Rule(
    id="E7504",
    symbol="tf-branch-return",
    summary="one branch of a tensor condition returns and the other one does not",
    events=(ReturnMissing,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            Raises(("ValueError",), f"{RETURN_MISSING}|{RETURN_NONE}", around=True),
            Raises(("NotImplementedError",), RETURN_IN_LOOP, around=True),
        ),
    ),
    errors=(
        "the * branch must also have a return statement",
        "'retval_' is None at the end of the * branch",
        "a return statement cannot be placed inside this TensorFlow loop",
    ),
)
