"""The NumPy iterator of a dataset is a Python iterator: it asks for values, and in a trace there are none."""

import tensorflow as tf

batches = tf.data.Dataset.range(5).batch(2).as_numpy_iterator()


@tf.function
def consume(total):
    return total + tf.reduce_sum(next(batches))  # expect: tf-iterator-advance


def run():
    total = tf.constant(0, tf.int64)
    for _ in range(3):
        total = consume(total)
    return total.numpy()
