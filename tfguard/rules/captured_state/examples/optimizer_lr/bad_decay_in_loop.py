"""The loop halves the rate by the name lr: Keras 3 takes it for an attribute of its own."""

import keras
import tensorflow as tf

weights = tf.Variable(0.0)
optimizer = keras.optimizers.SGD(1.0)
optimizer.build([weights])


@tf.function
def step(gradient):
    optimizer.apply_gradients([(gradient, weights)])
    return weights.read_value()


def run():
    rate = 1.0
    results = []
    for _ in range(3):
        results.append(step(tf.constant(-1.0)).numpy())
        rate *= 0.5
        optimizer.lr = rate  # expect: tf-optimizer-lr
    return {"results": results, "wanted": [1.0, 1.5, 1.75]}
