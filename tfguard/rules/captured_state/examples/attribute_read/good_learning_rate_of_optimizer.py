"""The learning rate of a Keras optimizer is a variable behind its property: the graph sees the new one."""

import keras
import tensorflow as tf

weights = tf.Variable([8.0])
optimizer = keras.optimizers.SGD(1.0)
optimizer.build([weights])


@tf.function
def step(gradient):
    optimizer.apply_gradients([(gradient, weights)])
    return weights.read_value()


def run():
    history = []
    for _ in range(3):
        history.append(step(tf.constant([1.0])).numpy())
        optimizer.learning_rate = optimizer.learning_rate * 0.5
    return history
