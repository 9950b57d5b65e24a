"""The second optimizer is first used under another flag: its slots are then made too late."""

import keras
import tensorflow as tf

weights = keras.Variable([1.0, 2.0])
warmup = keras.optimizers.SGD(0.1, momentum=0.9)
steady = keras.optimizers.Adam(0.1)


@tf.function
def train_step(gradient, warming_up):
    if warming_up:
        warmup.apply_gradients([(gradient, weights)])
    else:
        steady.apply_gradients([(gradient, weights)])  # expect: tf-late-state-creation
    return tf.reduce_sum(weights)


def run():
    gradient = tf.constant([1.0, 1.0])
    return [train_step(gradient, warming_up).numpy() for warming_up in (True, True, False)]
