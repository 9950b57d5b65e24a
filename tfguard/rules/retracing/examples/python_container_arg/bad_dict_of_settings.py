"""A dict of settings of which one varies."""

import tensorflow as tf


@tf.function
def descend(weights, settings):
    return weights * settings["decay"] - settings["rate"]


def run():
    weights = tf.constant([1.0, 2.0])
    for rate in (0.1, 0.01, 0.001):
        settings = {"rate": rate, "decay": 0.9}
        weights = descend(weights, settings)  # expect: tf-python-container-arg
    return {"results": weights.numpy(), "traces": descend.experimental_get_tracing_count()}
