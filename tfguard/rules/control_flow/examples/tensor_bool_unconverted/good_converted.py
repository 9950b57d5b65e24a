"""AutoGraph converts `if`, `while`, the conditional expression, `and`, `or`, `not` and chained comparisons."""

import tensorflow as tf


@tf.function
def step(x):
    total = tf.reduce_sum(x)
    if total > 0.0 and not total > 10.0:
        total = total * 2.0
    while total < 8.0:
        total = total + 3.0
    return total if 0.0 < total < 100.0 else -total


def run():
    return [float(step(tf.constant([value]))) for value in (-1.0, 1.0, 20.0)]
