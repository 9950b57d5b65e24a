"""get_weights() of a project's own model, in a helper."""

import tensorflow as tf


class Scorer(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(1, kernel_initializer="ones")

    def call(self, x):
        return self.dense(x)


def penalty(model):
    return sum(tf.reduce_sum(tf.abs(w)) for w in model.get_weights())  # expect: tf-keras-eager-api


scorer = Scorer()
scorer.build([None, 2])


@tf.function
def loss(x):
    return tf.reduce_sum(scorer(x)) + penalty(scorer)


def run():
    return [float(loss(tf.fill([1, 2], value))) for value in (1.0, 2.0, 3.0)]
