"""Finds traced functions that are called with tensors of ever new shapes.

What it does
    Reports a tensor or array argument whose shape is another one from call to call, with at least three
    shapes seen or certain: ``tf.zeros([n])`` in a loop over ``n``, slices that grow, a tensor that is
    concatenated to. Silent: one shape, two shapes (the last batch is often smaller), a function with
    ``reduce_retracing=True``, and parameters that ``input_signature`` covers.

Why it is a problem
    A tensor counts by dtype and shape, and TensorFlow traces for each shape that it has not seen: four
    lengths are four traces (guide, "Rules of tracing"; experiment:
    examples/shape_retrace/bad_sizes_in_loop.py). NumPy arrays count in the same way. With XLA
    (``jit_compile=True``) each shape is compiled too.

Use instead
    Leave the dimension open: ``@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])`` is
    traced once, and ``@tf.function(reduce_retracing=True)`` twice, whatever the lengths. Or bring the
    tensors to one shape: pad them, or batch with ``drop_remainder=True``.

How it is proved
    The project's own code is run and the traces are counted at the flagged call. Confirmed when at least
    three calls with new shapes make a trace each, and the same calls with the first tensor each time make
    none after the first.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. ``reduce_retracing`` was called
    ``experimental_relax_shapes`` before TensorFlow 2.9.

Known limits
    Shapes that depend on data (a dataset with elements of different lengths) are not known and not
    reported. A ragged tensor is traced again for each number of rows, with ``reduce_retracing`` too. A
    function whose body asks for the static shape may need a trace for each: silence the line.

References
    - Better performance with tf.function, sections "Rules of tracing" and "Controlling retracing":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/TensorSpec
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Retraces
from tfguard.rules.rule import Report, Rule
from tfguard.rules.signatures import RETRACING_WARNING, either, repeated_at, signature, traced_for_each
from tfguard.tracing.events.calls import SignatureVaries, Variety


def check(event: SignatureVaries) -> Iterator[Report]:
    """Report shapes that vary from call to call."""
    if event.variety is not Variety.SHAPE or event.reduce_retracing:
        return
    option = signature(event)
    cures = (option and f"tf.function({option})", "tf.function(reduce_retracing=True)")
    yield Report(
        f"{traced_for_each(event, 'another shape')}; decorate with {either(cures)}",
        related=repeated_at(event.where, "the calls vary here"),
        target=event.text,
        drive=event.drive,
    )


RULE = Rule(
    id="W7305",
    symbol="tf-shape-retrace",
    summary="a traced function is called with tensors of ever new shapes: a trace each",
    events=(SignatureVaries,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Retraces(),)),
    errors=(RETRACING_WARNING,),
)
