"""Finds what XLA cannot compile in functions with ``jit_compile=True``.

What it does
    Reports calls in a function that XLA compiles of which XLA has no form: ``tf.print``, texts,
    ``tf.py_function`` and ``tf.numpy_function``, segments by sorted ids, sets, operations on sparse tensors,
    methods of ragged tensors, look-up tables and queues, reading and writing of images and records, some of
    ``tf.linalg``, ``tf.random`` and ``tf.math.special``, ways to resize an image (``method="area"``); and
    loops over datasets and ``next`` of their iterators. Helpers and other traced functions that such a
    function calls are compiled with it; and with ``jit_compile=True`` of Keras' ``compile`` all that a
    model's steps run: ``train_step`` and ``call``, its layers, losses, metrics and learning-rate schedule.

Why it is a problem
    The first call raises ``InvalidArgumentError: Detected unsupported operations``, whatever the arguments,
    and also where a condition would leave the operation out (experiment: examples/jit_incompatible).

Use instead
    The computation in the compiled function, input, output and texts outside of it;
    ``tf.math.unsorted_segment_sum`` for ``tf.math.segment_sum``; elements of a dataset as arguments.

How it is proved
    The function is called eagerly and as a compiled graph. Confirmed when the eager calls run and XLA refuses
    an operation that was made at the place.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21; 2.12 computes what depends on constants only before
    XLA sees it.

Known limits
    What XLA compiles was asked on a CPU, where Keras' ``jit_compile="auto"`` is off. What TensorFlow's
    functions (``tf.gather``, ``tf.concat``) do when they get a ragged tensor is not looked at. An argument is
    taken for a ragged tensor where the signature says so.

References
    - https://www.tensorflow.org/xla/known_issues
    - https://www.tensorflow.org/api_docs/python/tf/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import UNCOMPILED
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import NotCompiled


def check(event: NotCompiled) -> Iterator[Report]:
    """Report what XLA refuses."""
    yield Report(
        f"XLA cannot compile {event.text}, and jit_compile=True makes it try: the first call raises; move it "
        "out of the compiled function"
    )


RULE = Rule(
    id="E7707",
    symbol="tf-jit-incompatible",
    summary="a function with jit_compile=True uses what XLA cannot compile",
    events=(NotCompiled,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Raises(("InvalidArgumentError",), UNCOMPILED),)),
    errors=("Detected unsupported operations when trying to compile graph",),
)
