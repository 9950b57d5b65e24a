"""Finds Python loops that are left on a condition which is a tensor.

What it does
    Reports ``break`` and ``return`` under an ``if`` on a tensor in a loop that Python runs (``for`` over a
    list, ``range(5)``, a generator, ``while True``, ``while i < 5``), and ``while`` whose condition is a
    Python value at first and becomes a tensor: ``error = 1.0`` before ``while error > 0.1``.

Why it is a problem
    TensorFlow unrolls a loop of Python while it traces: how often it goes round has to be known by then. A
    condition on a tensor is known only when the graph runs. AutoGraph makes a flag of ``break``, the flag
    becomes a tensor, and the first call raises ``NotImplementedError``, or, for ``return``, ``ValueError``,
    whatever the data (experiment: examples/tensor_break_in_python_loop).

Use instead
    A loop that TensorFlow stages: ``for i in tf.range(5)``, ``for x in tensor``, ``while`` on a tensor
    (``error = tf.constant(1.0)``). There ``break`` works, and the result is kept in a name and returned
    behind the loop. ``continue`` works in both.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises
    one of these errors at the loop, or at the branch, around the place.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A loop over something unknown may be one over a tensor or a dataset: not reported.

References
    - AutoGraph reference, "Control flow":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/control_flow.md
    - https://www.tensorflow.org/guide/function#loops
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import CONDITION_CHANGED, LEFT_PYTHON_LOOP, RETURN_MISSING
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.control_flow import LoopConditionChanged, LoopLeft


def check(event: LoopLeft | LoopConditionChanged) -> Iterator[Report]:
    """Report a loop of Python whose end depends on a tensor."""
    if not event.grounds.is_tensor:
        return
    if isinstance(event, LoopConditionChanged):
        yield Report(
            f"while {event.text} starts with a Python value and then depends on a tensor, which Python "
            "cannot look at while tracing; make the value a tensor before the loop",
            event.grounds.surest,
        )
        return
    keep = "" if event.word == "break" else ", break there, and return after it"
    yield Report(
        f"{event.word} depends on a tensor, but Python runs {event.loop_text}, and tracing unrolls it; "
        f"loop over tf.range or a tensor{keep}",
        event.grounds.surest,
        # What is wrong is the condition and that the loop is left on it.
        place=event.branch.until(event.context.module.place(event.node)),
        related=((event.loop, "the loop that Python runs"),),
    )


RULE = Rule(
    id="E7511",
    symbol="tf-tensor-break-in-python-loop",
    summary="a Python loop is left on a tensor's condition, which fails while tracing",
    events=(LoopLeft, LoopConditionChanged),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            Raises(("NotImplementedError",), f"{LEFT_PYTHON_LOOP}|{CONDITION_CHANGED}", around=True),
            Raises(("ValueError",), RETURN_MISSING, around=True),
        ),
    ),
    errors=(
        "break and return statements which depend on a TF condition are not supported in Python for loops",
        "The condition of while loop started as non-Tensor, then changed to Tensor",
        "the * branch must also have a return statement",
    ),
)
