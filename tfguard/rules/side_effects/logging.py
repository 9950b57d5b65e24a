"""Finds log calls in code that TensorFlow traces.

What it does
    Reports calls of loggers (``logging.info``, ``logger.warning``, ``tf.get_logger()``,
    ``tf.compat.v1.logging``, absl's) in a traced function or in what its trace reaches. When all arguments
    are constant for a trace (text, ``.shape``, a mode string), the finding has the confidence INFERENCE.
    Silent: ``warnings.warn``, a text that says that it marks a trace, and a log call on the way to a Python
    exception.

Why it is a problem
    The logger is Python, and Python runs only while TensorFlow traces. Three calls give three records
    eagerly and one as a graph, and the one holds ``Tensor("Sum:0", shape=(), dtype=float32)`` instead of a
    number (guide, "Executing Python side effects"; experiment: examples/logging/bad_logger_in_step.py). An
    alarm under a tensor condition is logged while tracing, whatever the data, and never again
    (bad_alarm_in_branch.py).

Use instead
    Return the value and log it in the caller; or ``tf.print``, which can write to a file
    (``output_stream="file://..."``); or log in a ``tf.py_function``. A callback is the place in Keras.

How it is proved
    The function is called several times with arguments of one kind. Confirmed when the statement makes a
    record at each eager call, but in the graph only while it is traced.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. A function that makes variables at its first call is
    traced twice there, and logs twice.

Known limits
    In what Keras traces and under conditions on Python values, records without a tensor are left alone:
    made once a trace, they say what their authors want to say. ``warnings.warn`` shows a warning once in
    either mode with Python's default filters, so it is left alone. Loggers of other libraries (loguru,
    structlog) are known only where they are calls of ``logging``.

References
    - Better performance with tf.function, section "Executing Python side effects":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/py_function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Effect, Proof, RunsOnlyWhileTracing
from tfguard.rules.rule import Report, Rule
from tfguard.rules.wording import marks_trace
from tfguard.tracing.events.effects import WorldTouched
from tfguard.tracing.traced import Confidence


def check(event: WorldTouched) -> Iterator[Report]:
    """Report log records that a trace makes."""
    if event.effect != "log" or marks_trace(event) or event.context.raises:
        return
    if not event.symbolic and (event.context.in_layer_call or event.context.guards):
        return  # what is said of a call's Python arguments, or of a model, is said often enough: once a trace
    yield Report(
        f"{event.text}() logs only while tracing, not at each call; use tf.print or tf.py_function",
        Confidence.INFERENCE if event.constant else Confidence.HIGH,
        target=event.text,
    )


RULE = Rule(
    id="W7202",
    symbol="tf-logging",
    summary="a log record is made while tracing, not at each call",
    events=(WorldTouched,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (RunsOnlyWhileTracing(frozenset((Effect.LOG,))),)),
)
