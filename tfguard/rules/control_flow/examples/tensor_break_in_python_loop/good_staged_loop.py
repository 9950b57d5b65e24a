"""The cure: loops that TensorFlow stages may be left: tf.range, a tensor, a dataset, a tensor's `while`."""

import tensorflow as tf

DATA = tf.data.Dataset.range(5)


@tf.function
def search(x):
    for index in tf.range(10):
        if x > 5.0:
            break
        x = x + 1.0
    for row in tf.reshape(tf.range(6.0), [3, 2]):
        if tf.reduce_sum(row) > 4.0:
            break
        x = x + row[0]
    for number in DATA:
        if tf.cast(number, tf.float32) > x:
            break
        x = x - 0.5
    while tf.constant(True):
        x = x * 1.5
        if x > 20.0:
            break
    for index in range(len(tf.unique(tf.reshape(x, [1]))[0])):
        if x > 100.0:
            break
        x = x + tf.cast(index, tf.float32)
    return x


def run():
    return [float(search(tf.constant(value))) for value in (1.0, 4.0, 8.0)]
