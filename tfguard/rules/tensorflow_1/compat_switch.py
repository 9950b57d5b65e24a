"""Finds switches back to TensorFlow 1 in code that uses tf.function.

What it does
    Reports ``tf.compat.v1.disable_eager_execution()`` and ``tf.compat.v1.disable_v2_behavior()`` in files
    that make traced functions or use those of other files of the project. Silent: programs of
    ``tf.compat.v1`` without ``tf.function``, and switches under a Python condition.

Why it is a problem
    The switch holds for the whole process. A ``tf.function`` then returns a symbolic tensor instead of a
    value: ``.numpy()`` raises ``AttributeError``, a loop over a dataset ``RuntimeError``, and so does
    ``fit`` of Keras 3 (experiment: examples/compat_switch).

Use instead
    Drop the switch, and what needed it. Old graphs can stay in ``with tf.Graph().as_default():`` or behind
    ``tf.compat.v1.wrap_function`` while the rest is eager.

How it is proved
    Not by running: the switch does what it says, and whether the program wants that no run can tell.
    Confirm mode gives ``inconclusive``. A switch that is called on plain ``tf`` is looked up, and is not
    there.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. With Keras 2 ``fit`` works without eager execution.

Known limits
    A main file that switches and only imports files which use TensorFlow 2 is not seen.

References
    - https://www.tensorflow.org/api_docs/python/tf/compat/v1/disable_eager_execution
    - https://www.tensorflow.org/guide/migrate/tf1_vs_tf2
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, NameMissing, NotObservable, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.uses import NameUsed
from tfguard.tracing.uses.table import About


def check(event: NameUsed) -> Iterator[Report]:
    """Report a switch that turns traced functions into graphs of TensorFlow 1."""
    if event.watched.about is not About.SWITCH or not event.called or event.context.guards:
        return
    if not event.traces:
        return
    if event.watched.gone:
        yield Report(f"{event.text} does not exist in TensorFlow 2; drop it", target=event.name)
    else:
        yield Report(
            f"{event.text}() makes every tf.function of the program return symbolic tensors without values; "
            "drop it, or keep old graphs in tf.Graph().as_default()"
        )


RULE = Rule(
    id="W7805",
    symbol="tf1-compat-switch",
    summary="a switch back to TensorFlow 1 in code that uses tf.function",
    events=(NameUsed,),
    check=check,
    proof=Proof(
        Contrast.NOT_APPLICABLE,
        (NameMissing(), NotObservable("the switch does what it says")),
    ),
)
