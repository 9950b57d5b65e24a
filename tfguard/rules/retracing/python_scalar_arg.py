"""Finds traced functions that are called with ever new Python numbers or texts.

What it does
    Reports an argument that is another Python number or text from call to call: a counter of a loop, a
    number read off an array with ``.item()`` or ``float()``, a length, an f-string, an attribute that
    counts up, and calls with different literals. At least three values must be seen or be certain. Silent:
    NumPy numbers, tensors, ``True`` and ``False``, one value in all calls, a parameter that
    ``input_signature`` covers, and calls from another traced function whose loop TensorFlow stages.

Why it is a problem
    A Python argument is part of the signature by its value, so TensorFlow traces the function for each new
    one and keeps every trace: five values are five traces and five graphs in memory (guide, "Rules of
    tracing"; experiment: examples/python_scalar_arg/bad_loop_counter.py). Tracing takes many times as long
    as a step. From the fifth trace on, TensorFlow warns ``5 out of the last 5 calls to ... triggered
    tf.function retracing``. Annotations (``rate: tf.Tensor``) and ``reduce_retracing=True`` change nothing
    for Python values (bad_annotated.py, bad_reduce_retracing.py).

Use instead
    Pass a tensor, ``step(x, tf.constant(rate))``: a tensor counts by dtype and shape only. Or decorate with
    ``@tf.function(input_signature=[...])``, which makes a tensor of each number. A loop over ``tf.range``
    or ``np.arange`` gives tensors and NumPy numbers, which share a trace (good_numpy_numbers.py). Where the
    value must be a Python one (a number of layers, an axis), keep it the same.

How it is proved
    The project's own code is run and the traces are counted at the flagged call. Confirmed when at least
    three calls with new values make a trace each, and the same calls with a tensor of the value, or with
    the first value each time, make none after the first.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. With 2.12 and 2.13, NaN is a new value at every call.

Known limits
    A value that comes from outside the program (an option, a file) is not taken for one that varies. That a
    few values are wanted (a graph for each of three sizes) cannot be told from the code: silence the line.
    ``np.str_`` counts by value like a Python text, and is taken for a text only where its type is seen.

References
    - Better performance with tf.function, sections "Rules of tracing" and "Controlling retracing":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Retraces
from tfguard.rules.rule import Report, Rule
from tfguard.rules.signatures import (
    RETRACING_WARNING,
    either,
    inside,
    repeated_at,
    signature,
    traced_for_each,
)
from tfguard.tracing.events.calls import SignatureVaries, Variety


def check(event: SignatureVaries) -> Iterator[Report]:
    """Report Python numbers and texts that vary from call to call."""
    if event.variety is not Variety.SCALAR:
        return
    tensor = f"pass {inside('tf.constant', event.text)}"
    option = signature(event)
    yield Report(
        f"{traced_for_each(event, f'a new {event.kind}')}; "
        f"{either((tensor, option and f'decorate with tf.function({option})'))}",
        related=repeated_at(event.where, "the calls vary here"),
        target=event.text,
        drive=event.drive,
    )


RULE = Rule(
    id="W7301",
    symbol="tf-python-scalar-arg",
    summary="a traced function is called with ever new Python numbers or texts: a trace each",
    events=(SignatureVaries,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Retraces(),)),
    errors=(RETRACING_WARNING,),
)
