"""Plain gradient descent on a global variable, written with `=`."""

import tensorflow as tf

weights = tf.Variable([1.0, 2.0])


@tf.function
def descend(target):
    global weights
    weights = weights - 0.5 * (weights - target)  # expect: tf-variable-rebound
    return tf.reduce_sum(weights)


def run():
    return [descend(tf.zeros([2])).numpy() for _ in range(3)]
