"""Loss objects, learning-rate schedules, initializers and tapes hold no state."""

import keras
import tensorflow as tf


@tf.function
def objective(inputs, target, step):
    loss = keras.losses.MeanSquaredError()
    rate = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=10, decay_rate=0.5)
    weights = keras.initializers.Ones()(shape=(3, 1))
    with tf.GradientTape() as tape:
        tape.watch(weights)
        value = loss(target, inputs @ weights)
    return weights - rate(step) * tape.gradient(value, weights)


def run():
    inputs, target = tf.ones([2, 3]), tf.zeros([2, 1])
    return [objective(inputs, target, tf.constant(step)).numpy() for step in (0.0, 10.0)]
