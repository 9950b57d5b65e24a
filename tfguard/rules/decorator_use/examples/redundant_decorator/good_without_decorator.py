"""The cure: the helper has none, or one whose options matter."""

import tensorflow as tf


def _normalized(x):
    return x / tf.reduce_max(x)


@tf.function(jit_compile=True)
def _compiled(x):
    return tf.tanh(x) * x


@tf.function
def _converted(x):
    if x > 1.0:
        return x * 2.0
    return x


@tf.function(autograph=False)
def unconverted(x):
    return _converted(tf.reduce_sum(x))


@tf.function
def score(x):
    return tf.reduce_sum(_compiled(_normalized(x)))


def run():
    x = [tf.constant([value, 1.0]) for value in (1.0, 2.0, 3.0)]
    return [[score(each).numpy(), unconverted(each).numpy()] for each in x]
