"""Layers made and called in a traced function: each call would make new weights."""

import tensorflow as tf


@tf.function
def classify(inputs):
    hidden = tf.keras.layers.Dense(4, activation="relu")(inputs)  # expect: tf-layer-creation
    return tf.reduce_sum(hidden)


def run():
    return [classify(tf.ones([2, 3])).shape.rank for _ in range(2)]
