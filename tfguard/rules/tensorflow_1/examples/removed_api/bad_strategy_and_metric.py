"""A metric of Keras 3 has only the new name."""

import tensorflow as tf

metric = tf.keras.metrics.Mean()


@tf.function
def update(x):
    metric.update_state(x)
    return metric.result()


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        results.append(float(update(tf.constant(value))))
        metric.reset_states()  # expect: tf1-removed-api
    return results
