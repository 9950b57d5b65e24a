"""An entry of a settings dict is changed; the dict is the same object, and the graph keeps the number."""

import tensorflow as tf

settings = {"momentum": 0.0, "rate": 1.0}


@tf.function
def update(weights, gradient):
    return weights - settings["rate"] * gradient  # expect: tf-global-read


def run():
    weights = tf.constant([5.0])
    gradient = tf.constant([1.0])
    history = []
    for _ in range(3):
        weights = update(weights, gradient)
        settings["rate"] = settings["rate"] / 2.0
        history.append(weights.numpy())
    return history
