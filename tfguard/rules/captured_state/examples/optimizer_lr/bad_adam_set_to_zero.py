"""Training is to be stopped by a rate of zero, and goes on."""

import keras
import tensorflow as tf


def make_step(weights, optimizer):
    @tf.function
    def step():
        with tf.GradientTape() as tape:
            loss = tf.square(weights)
        optimizer.apply_gradients([(tape.gradient(loss, weights), weights)])

    return step


def run():
    weights = tf.Variable(1.0)
    adam = keras.optimizers.Adam(0.5)
    adam.build([weights])
    step = make_step(weights, adam)
    step()
    before = weights.numpy()
    adam.lr = 0.0  # expect: tf-optimizer-lr
    step()
    return {"results": weights.numpy() - before, "wanted": 0.0}
