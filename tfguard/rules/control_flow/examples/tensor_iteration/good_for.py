"""AutoGraph converts `for` over a tensor, tf.range, range(tensor), and enumerate and zip of datasets."""

import tensorflow as tf

NUMBERS = tf.data.Dataset.range(3)


@tf.function
def step(x):
    total = tf.constant(0.0)
    for row in x:
        total += tf.reduce_sum(row)
    for index in range(tf.shape(x)[0]):
        total += tf.cast(index, tf.float32)
    for index, number in enumerate(NUMBERS):
        total += tf.cast(index * number, tf.float32)
    for first, second in zip(NUMBERS, NUMBERS):
        total += tf.cast(first + second, tf.float32)
    return total


def run():
    return [float(step(tf.fill([2, 2], value))) for value in (1.0, 2.0, 3.0)]
