"""minimize with a function: it computes the loss under the optimizer's own tape."""

import tensorflow as tf

weight = tf.Variable(1.0)
optimizer = tf.compat.v1.train.GradientDescentOptimizer(0.1)


@tf.function
def loss_of(x):
    return tf.square(weight * x)


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        x = tf.constant(value)
        optimizer.minimize(lambda x=x: loss_of(x))
        results.append(float(weight))
    return results
