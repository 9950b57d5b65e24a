"""A name of the enclosing function is rebound by a second inner function; the traced one keeps the old."""

import tensorflow as tf


def make_annealing(temperature):
    @tf.function
    def soften(logits):
        return logits / temperature  # expect: tf-global-read

    def cool():
        nonlocal temperature
        temperature = temperature / 2.0

    return soften, cool


def run():
    soften, cool = make_annealing(4.0)
    logits = tf.constant([8.0, 16.0])
    softened = [soften(logits).numpy()]
    cool()
    softened.append(soften(logits).numpy())
    return softened
