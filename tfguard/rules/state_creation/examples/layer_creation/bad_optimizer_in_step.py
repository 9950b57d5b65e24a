"""An optimizer made in the training step loses its state at each step, and raises."""

import keras
import tensorflow as tf

weights = keras.Variable([1.0, 2.0])


@tf.function
def train_step(target):
    optimizer = keras.optimizers.Adam(0.1)  # expect: tf-layer-creation
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.square(weights - target))
    optimizer.apply_gradients(zip(tape.gradient(loss, [weights.value]), [weights], strict=True))
    return loss


def run():
    return [train_step(tf.zeros([2])).numpy() for _ in range(2)]
