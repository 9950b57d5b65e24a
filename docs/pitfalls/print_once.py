"""A print in a traced function."""

import tensorflow as tf


@tf.function
def mean(batch):
    result = tf.reduce_mean(batch)
    print("mean", result)
    return result


for step in range(3):
    mean(tf.fill([4], float(step)))
