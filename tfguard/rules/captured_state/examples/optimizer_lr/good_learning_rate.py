"""The cure: the property learning_rate assigns to the variable that the graph reads."""

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
        optimizer.learning_rate = rate
    return {"results": results, "wanted": [1.0, 1.5, 1.75]}
