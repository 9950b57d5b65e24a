"""Printing and texts around a compiled function, in one that is not compiled."""

import tensorflow as tf


@tf.function(jit_compile=True)
def step(x):
    return x * 2.0


@tf.function
def logged(x):
    y = step(x)
    tf.print("step", y, output_stream="file:///dev/null")
    return tf.strings.as_string(y)


@tf.function(jit_compile=False)
def pooled(x, ids):
    return tf.math.segment_sum(x, ids)


def run():
    x = [tf.constant(value) for value in (1.0, 2.0, 3.0)]
    return [[logged(each).numpy().decode(), pooled(each[None], tf.constant([0])).numpy()[0]] for each in x]
