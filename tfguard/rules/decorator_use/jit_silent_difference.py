"""Finds what XLA compiles to something else than TensorFlow computes.

What it does
    Reports a ``tf.TensorArray`` of size 0 with ``dynamic_size=True`` in a function with ``jit_compile=True``.

Why it is a problem
    XLA needs to know sizes: the array keeps size 0, what is written to it is lost, and the function returns
    an empty tensor without a word (experiment: examples/jit_silent_difference).

Use instead
    The size that the array will have, ``tf.TensorArray(tf.float32, size=steps)``; an upper bound and a mask
    where it depends on the data.

How it is proved
    The function is called eagerly, as a compiled graph, and as the same graph without XLA. Confirmed when
    only XLA's results differ, and the flagged expression makes a dynamic TensorArray.

Versions
    TensorFlow 2.12 and 2.15 raise; 2.18 and 2.21 return the empty tensor. With a size that is large enough,
    2.12 raises and the others are right.

Known limits
    Assertions and ``tf.debugging.check_numerics``, which XLA leaves out, and ``tf.gather`` out of bounds,
    which it clamps, are not reported.

References
    - https://www.tensorflow.org/xla/known_issues
    - https://www.tensorflow.org/api_docs/python/tf/TensorArray
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import CompiledDiffers, Contrast, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import ArrayCompiledEmpty


def check(event: ArrayCompiledEmpty) -> Iterator[Report]:
    """Report arrays that stay empty."""
    yield Report(
        f"{event.text} of size 0 stays empty when XLA compiles it, and what is written to it is lost; give "
        "it its size"
    )


RULE = Rule(
    id="W7708",
    symbol="tf-jit-silent-difference",
    summary="XLA compiles this to something else: a TensorArray that is to grow stays empty",
    events=(ArrayCompiledEmpty,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (CompiledDiffers("dynamic TensorArray"),)),
    errors=("Update dim size * greater than dynamic slice dimension: 0",),
    preview=True,
)
