"""What AutoGraph takes: a whole condition assigned, try with else, annotations outside of branches, generators."""

import tensorflow as tf


@tf.function
def step(x, names=("a", "b")):
    total: tf.Tensor = tf.reduce_sum(x)
    if count := len(names):
        total = total * float(count)
    if total > 1.0:
        half: tf.Tensor = total / 2.0
        total = half
    try:
        total = total + float("1.5")
    except ValueError:
        total = total - 1.0
    else:
        total = total + 1.0
    if total > 3.0:
        total = sum(part for part in (total, total))
    return total


absolute = tf.function(lambda x: x if x > 0.0 else -x)
negative = tf.function(lambda x: -x if x > 0.0 else x)


def run():
    values = [tf.constant(value) for value in (-1.0, 1.0, 2.0)]
    return [float(step(v) + absolute(v) + negative(v)) for v in values]
