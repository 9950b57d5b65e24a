"""Finds switches that let traced functions run eagerly, left in after debugging.

What it does
    Reports ``tf.config.run_functions_eagerly(True)`` (and its experimental spelling),
    ``model.compile(run_eagerly=True)`` and ``model.run_eagerly = True`` on Keras models. Silent: in test
    files, under any Python condition (a debug flag), where the value is a flag and no constant, where the
    same switch is set to something else elsewhere in the file, where the same function is called before and
    after it or an assertion follows (the two modes are compared), and in a function that does nothing else
    and that nothing in the file calls.

Why it is a problem
    Every ``tf.function`` then runs as Python at each call: the program is slower, and what goes wrong only
    in a graph (variables made on later calls, values that stand still, AutoGraph's limits) is hidden until
    the switch is gone. It holds for the whole process (experiment: three calls run the body three times, as
    a graph once; examples/run_eagerly_left).

Use instead
    Delete the line, or put it behind a flag: ``tf.config.run_functions_eagerly(args.debug)``.

How it is proved
    Not by running: the switch does what it says, and no run can tell whether that is wanted. Confirm mode
    gives ``inconclusive``.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21; ``experimental_run_functions_eagerly`` works on all
    of them and is deprecated.

Known limits
    Functions given to ``tf.data`` are traced all the same. A model that comes from outside of the file is
    taken for one by its ``compile(run_eagerly=...)``, with the confidence INFERENCE.

References
    - https://www.tensorflow.org/api_docs/python/tf/config/run_functions_eagerly
    - TensorFlow guide, "Better performance with tf.function", section "Debugging":
      https://www.tensorflow.org/guide/function#debugging
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, NotObservable, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.uses import NameUsed
from tfguard.tracing.traced import Confidence
from tfguard.tracing.uses.table import About
from tfguard.tracing.values import TRUE


def check(event: NameUsed) -> Iterator[Report]:
    """Report what is switched on for good."""
    if event.watched.about is not About.EAGERLY or event.in_test or event.context.guards:
        return
    if event.alone or event.between:
        return
    if event.name == "model.compile":
        on = event.says("run_eagerly", None, True)
        what, kept = f"{event.callee}(run_eagerly=True)", "every step of this model"
    elif event.name == "model.run_eagerly":
        on = event.arguments == (TRUE,)
        what, kept = f"{event.text} = True", "every step of this model"
    else:
        on = event.says("run_eagerly", 0, True)
        what, kept = f"{event.text}(True)", "every tf.function of the program"
    if on and all(other == TRUE for other in event.others):
        yield Report(
            f"{what} makes {kept} run as plain Python, slower and with other errors than a graph has; "
            "remove it, or put it behind a debug flag",
            Confidence.HIGH,
            target=event.text,
        )


RULE = Rule(
    id="W7606",
    symbol="tf-run-eagerly-left",
    summary="a switch that makes traced functions run eagerly is left in the code",
    events=(NameUsed,),
    check=check,
    proof=Proof(Contrast.NOT_APPLICABLE, (NotObservable("the switch does what it says"),)),
)
