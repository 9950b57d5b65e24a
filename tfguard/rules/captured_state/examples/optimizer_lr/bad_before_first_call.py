"""Set before the first call it has no effect either: this is no matter of tracing."""

import keras
import tensorflow as tf

weights = tf.Variable([4.0, 8.0])
optimizer = keras.optimizers.SGD(learning_rate=0.5)
optimizer.build([weights])
optimizer.lr = 0.25  # expect: tf-optimizer-lr


@tf.function
def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.square(weights)) / 2.0
    gradients = tape.gradient(loss, [weights])
    optimizer.apply_gradients(zip(gradients, [weights]))


def run():
    step()
    return {"results": weights.numpy(), "wanted": [3.0, 6.0]}
