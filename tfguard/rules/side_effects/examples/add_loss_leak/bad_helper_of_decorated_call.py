"""The loss is added in a helper of a call that the constructor wraps; a training step reads it."""

import keras
import tensorflow as tf


class Encoder(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(2, kernel_initializer="ones")
        self.call = tf.function(self.call)

    def regularize(self, code):
        self.add_loss(0.1 * tf.reduce_mean(tf.square(code)))  # expect: tf-add-loss-leak

    def call(self, inputs):
        code = self.dense(inputs)
        self.regularize(code)
        return code


def run():
    encoder = Encoder()
    encoder.build((1, 2))
    with tf.GradientTape() as tape:
        code = encoder(tf.constant([[1.0, 2.0]]))
        loss = tf.reduce_sum(code) + sum(encoder.losses)
    gradients = tape.gradient(loss, encoder.trainable_variables)
    return loss.numpy(), len(gradients)
