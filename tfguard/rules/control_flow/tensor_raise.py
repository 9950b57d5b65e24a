"""Finds ``raise`` under a condition that is a tensor, in code that TensorFlow traces.

What it does
    Reports ``raise`` in a branch of an ``if`` on a tensor, in a traced function or in a helper that it
    calls from such a branch.

Why it is a problem
    TensorFlow traces both branches of an ``if`` on a tensor to put them into the graph. ``raise`` is
    Python: it is executed while the branch is traced, so the first call raises, whatever the data.
    Eagerly only the branch that is taken runs (experiment: examples/tensor_raise).

Use instead
    ``tf.debugging.assert_*`` or ``tf.debugging.Assert`` check at each call and raise
    ``InvalidArgumentError``. Conditions on what is known while tracing (shapes, dtypes, Python arguments)
    are not affected.

How it is proved
    The function is called eagerly and as a graph with arguments for which the eager calls do not raise.
    Confirmed when the graph raises at the statement.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A parameter of which nothing is known may be a Python value, and so may a condition on it: not
    reported.

References
    - AutoGraph reference, "Limitations":
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md
    - https://www.tensorflow.org/api_docs/python/tf/debugging/Assert
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.control_flow import RaisedInBranch


def check(event: RaisedInBranch) -> Iterator[Report]:
    """Report an exception that a trace always raises."""
    yield Report(
        f"{event.text} is raised while tracing, whatever the tensor in the condition is: both branches are "
        "traced; use tf.debugging.Assert or a tf.debugging.assert_* function",
        target=event.text,
    )


RULE = Rule(
    id="E7507",
    symbol="tf-tensor-raise",
    summary="raise under a tensor condition is always executed, while tracing",
    events=(RaisedInBranch,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Raises(("Exception",), ""),)),
)
