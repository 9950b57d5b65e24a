"""Finds what XLA compiles to something else than TensorFlow computes.

What it does
    Reports, in a function with ``jit_compile=True`` and the helpers that it calls: a ``tf.TensorArray`` of
    size 0 with ``dynamic_size=True``; and checks of tensors, by ``tf.debugging.Assert``,
    ``tf.debugging.assert_equal`` and the like, and ``tf.debugging.check_numerics``.

Why it is a problem
    XLA needs to know sizes: the array keeps size 0, what is written to it is lost, and the function returns
    an empty tensor without a word. And it drops checks: what the eager function and the graph refuse goes
    through, and numbers that are none spread (experiment: examples/jit_silent_difference).

Use instead
    The size that the array will have, ``tf.TensorArray(tf.float32, size=steps)``; an upper bound and a mask
    where it depends on the data. A check in the code that calls the compiled function, of its arguments or of
    what it returns (``tf.reduce_all(tf.math.is_finite(x))``).

How it is proved
    An array: the function is called eagerly, as a compiled graph, and as the same graph without XLA;
    confirmed when only XLA's results differ, and the flagged expression makes a dynamic TensorArray. A check:
    it is made to fail; confirmed when that stops the graph without XLA, and not the compiled one.

Versions
    TensorFlow 2.12 and 2.15 raise for the array; 2.18 and 2.21 return the empty tensor. With a size that is
    large enough, 2.12 raises and the others are right. Checks: TensorFlow 2.21, on a CPU.

Known limits
    ``assert_rank`` and ``assert_shapes`` look at shapes, which are known while tracing mostly, and are not
    reported; nor is a check of a constant, of ``tf.size``, or of a whole ``tf.shape``, for the same reason.
    ``tf.gather`` out of bounds, which XLA clamps, is not reported.

References
    - https://www.tensorflow.org/xla/known_issues
    - https://www.tensorflow.org/api_docs/python/tf/TensorArray
    - https://www.tensorflow.org/api_docs/python/tf/debugging/Assert
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import CheckLeftOut as LeftOutByXla
from tfguard.rules.proof import CompiledDiffers, Contrast, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import ArrayCompiledEmpty, CheckLeftOut


def check(event: ArrayCompiledEmpty | CheckLeftOut) -> Iterator[Report]:
    """Report arrays that stay empty, and checks that never fail."""
    if isinstance(event, ArrayCompiledEmpty):
        yield Report(
            f"{event.text} of size 0 stays empty when XLA compiles it, and what is written to it is lost; "
            "give it its size"
        )
    else:
        yield Report(
            f"XLA drops {event.text}, which never fails in a compiled function; check outside of it, before "
            "or after the call"
        )


RULE = Rule(
    id="W7708",
    symbol="tf-jit-silent-difference",
    summary="XLA drops this: what a TensorArray that is to grow holds, or a check of a tensor",
    events=(ArrayCompiledEmpty, CheckLeftOut),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (CompiledDiffers("dynamic TensorArray"), LeftOutByXla())),
    errors=("Update dim size * greater than dynamic slice dimension: 0",),
    preview=True,
)
