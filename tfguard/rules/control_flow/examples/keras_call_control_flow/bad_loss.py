"""A loss of the project, called in a traced step."""

import keras
import tensorflow as tf


class Capped(keras.losses.Loss):
    def call(self, y_true, y_pred):
        error = tf.abs(y_true - y_pred)
        if tf.reduce_mean(error) > 1.0:  # expect: tf-keras-call-control-flow
            error = error / tf.reduce_mean(error)
        return error


loss = Capped()


@tf.function
def step(x):
    return loss(x, x * 0.5)


def run():
    return [float(step(tf.fill([2, 2], value))) for value in (0.5, 1.0, 2.0)]
