"""An object that is made in the loop; its class compares by identity."""

import tensorflow as tf


class Settings:
    def __init__(self, rate):
        self.rate = rate


@tf.function
def descend(weights, settings):
    return weights * (1.0 - settings.rate)


def run():
    weights = tf.constant([1.0, 2.0])
    for epoch in range(4):
        settings = Settings(0.1 * epoch)
        weights = descend(weights, settings)  # expect: tf-object-arg
    return {"results": weights.numpy(), "traces": descend.experimental_get_tracing_count()}
