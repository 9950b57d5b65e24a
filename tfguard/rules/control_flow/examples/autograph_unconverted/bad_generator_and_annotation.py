"""A generator function inside; and an annotated assignment in a branch of Python's."""

import tensorflow as tf


@tf.function
def mean_of_parts(x, least):
    def parts():  # expect: tf-autograph-unconverted
        for start in range(0, x.shape[0], 2):
            yield x[start : start + 2]

    total = tf.add_n([tf.reduce_sum(part) for part in parts()])
    while total > least:
        total = total / 2.0
    return total


@tf.function
def weighted(x, double=True):
    if double:
        weight: float = 2.0  # expect: tf-autograph-unconverted
    else:
        weight = 1.0
    if tf.reduce_sum(x) > 3.0 or tf.reduce_min(x) < 0.0:
        x = -x
    return x * weight


def run():
    values = [tf.fill([4], value) for value in (1.0, 2.0, 3.0)]
    return [float(mean_of_parts(v, tf.constant(1.0))) for v in values], [weighted(v).numpy().tolist() for v in values]
