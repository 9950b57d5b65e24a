"""The same by the names that are there."""

import tensorflow as tf

metric = tf.keras.metrics.Mean()


@tf.function
def update(x):
    metric.update_state(tf.math.log(1.0 + x))
    return metric.result()


def run():
    results = []
    for value in tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0]):
        results.append(float(update(value)))
        metric.reset_state()
    return results
