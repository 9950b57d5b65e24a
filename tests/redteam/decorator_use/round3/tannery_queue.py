"""A tannery's workshop software: its own `function` decorator keeps statistics and takes anything that can be called."""
from __future__ import annotations

import asyncio
import collections
import functools
import inspect

import tensorflow as tf

calls: collections.Counter[str] = collections.Counter()


def function(wrapped=None, *, experimental_relax_shapes=False, input_signature=None, jit_compile=False):
    """Counts calls; the options are remembered for the day on which the workshop compiles."""
    if wrapped is None:
        return functools.partial(
            function,
            experimental_relax_shapes=experimental_relax_shapes,
            input_signature=input_signature,
            jit_compile=jit_compile,
        )

    @functools.wraps(wrapped)
    def call(*arguments):
        calls[wrapped.__name__] += 1
        return wrapped(*arguments)

    call.options = {"relax": experimental_relax_shapes, "signature": input_signature, "fused": jit_compile}
    return call


class Hide:
    @function
    def __init__(self, thickness):
        self.thickness = tf.Variable(thickness)

    @tf.function
    def soak(self, hours):
        return self.thickness * (1.0 - 0.01 * tf.sqrt(hours))


@function
def batches(hides, size):
    for start in range(0, len(hides), size):
        yield hides[start : start + size]


@function(experimental_relax_shapes=True)
async def dry(hide, hours):
    await asyncio.sleep(0)
    return hide.soak(hours)


@function(input_signature=[tf.float32, 3], jit_compile=True)
def label(thickness):
    return tf.strings.as_string(thickness, precision=1)


@function
def grades(thickness):
    return {grade for grade, limit in (("fine", 1.0), ("coarse", 2.0)) if float(thickness) >= limit}


@tf.function
def sum_of(values):
    total = tf.constant(0.0)
    for value in values:
        if value > 0.5:
            total += value
    return total


async def work(hides, hours):
    dried = []
    for batch in batches(hides, 2):
        dried += await asyncio.gather(*(dry(hide, hours) for hide in batch))
    return tf.stack(dried)


if __name__ == "__main__":
    hides = [Hide(thickness) for thickness in (1.2, 2.4, 0.6)]
    for hours in (tf.constant(4.0), tf.constant(9.0)):
        dried = asyncio.run(work(hides, hours))
        eager = tf.stack([Hide.soak.python_function(hide, hours) for hide in hides])
        assert float(tf.reduce_max(tf.abs(dried - eager))) < 1e-6
        assert abs(float(sum_of(dried)) - float(sum_of.python_function(dried))) < 1e-6
    assert label(tf.constant(1.25)).numpy() in (b"1.2", b"1.3") and grades(tf.constant(1.5)) == {"fine"}
    assert calls == {"__init__": 3, "batches": 2, "dry": 6, "label": 1, "grades": 1}, calls
    assert inspect.isgenerator(batches(hides, 1)) and dry.options["relax"]
    print("proved")
