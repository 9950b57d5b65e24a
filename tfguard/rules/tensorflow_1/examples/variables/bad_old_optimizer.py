"""An optimizer of TensorFlow 1 is asked to find gradients of a number."""

import tensorflow as tf

weight = tf.Variable(1.0)
optimizer = tf.compat.v1.train.GradientDescentOptimizer(0.1)


@tf.function
def loss_of(x):
    return tf.square(weight * x)


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        loss = loss_of(tf.constant(value))
        optimizer.minimize(loss)  # expect: tf1-variables
        results.append(float(weight))
    return results
