"""The cure: a schedule computes the rate from the optimizer's own count of steps."""

import keras
import tensorflow as tf

weights = tf.Variable(0.0)
halving = keras.optimizers.schedules.ExponentialDecay(1.0, decay_steps=1, decay_rate=0.5)
optimizer = keras.optimizers.SGD(halving)
optimizer.build([weights])


@tf.function
def step(gradient):
    optimizer.apply_gradients([(gradient, weights)])


def run():
    for _ in range(3):
        step(tf.constant(-1.0))
    return {"results": weights.numpy(), "wanted": 1.75}
