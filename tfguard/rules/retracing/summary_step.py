"""Finds ``tf.summary`` calls in traced code whose step is a Python number that varies from call to call.

What it does
    Reports the ``step`` of ``tf.summary.scalar`` and its kin where it is a Python argument of the traced
    function, and the function is called with a new one each time. The call has a finding of its own
    (tf-python-scalar-arg). Silent: steps that are tensors or variables, and summaries written outside.

Why it is a problem
    A step that counts up is a new Python value in every call, so TensorFlow traces the whole training step
    again for the sake of a number in a log: a hundred steps are a hundred traces (guide, "Rules of
    tracing"; experiment: examples/summary_step/bad_epoch_counter.py).

Use instead
    Count in a variable and give it to ``tf.summary.experimental.set_step(step)`` once, or pass
    ``tf.constant(step, tf.int64)``. ``optimizer.iterations`` is such a variable. Or return the loss, and
    write the summary in the caller.

How it is proved
    The project's own code is run and the traces are counted. Confirmed when at least three calls with new
    steps make a trace each, and the same calls with a tensor of the step make none after the first.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. ``tf.summary.scalar``, ``image`` and ``text`` need
    TensorBoard, which TensorFlow 2.21 does not install.

Known limits
    In preview, because it speaks of a call that tf-python-scalar-arg speaks of too. A step that is kept on
    an attribute does not retrace but stands still: that is tf-attribute-read's concern.

References
    - https://www.tensorflow.org/api_docs/python/tf/summary
    - Better performance with tf.function, section "Rules of tracing":
      https://www.tensorflow.org/guide/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Retraces
from tfguard.rules.rule import Report, Rule
from tfguard.rules.signatures import inside, traced_for_each
from tfguard.tracing.events.calls import SignatureVaries, Variety


def check(event: SignatureVaries) -> Iterator[Report]:
    """Report summaries whose step makes TensorFlow trace again."""
    if event.variety is not Variety.SCALAR or event.summary is None:
        return
    tensor = inside("tf.constant", f"{event.text}, tf.int64")
    yield Report(
        f"this summary's step is a Python argument: {traced_for_each(event, f'a new {event.kind}')}; "
        f"pass {tensor}, or keep the step in a tf.Variable",
        place=event.summary,
        related=((event.context.module.place(event.node), "the step is passed here"),),
        target=event.parameter or event.text,
        drive=event.drive,
    )


RULE = Rule(
    id="W7307",
    symbol="tf-summary-step",
    summary="tf.summary in a traced function gets a Python step that varies: a trace a step",
    events=(SignatureVaries,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Retraces(),)),
    preview=True,
)
