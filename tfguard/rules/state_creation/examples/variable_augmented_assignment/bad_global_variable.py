"""`v -= ...` on a captured variable that is declared global: eagerly and as a graph it raises."""

import tensorflow as tf

weights = tf.Variable([1.0, 2.0])


@tf.function
def descend(gradient):
    global weights
    weights -= 0.1 * gradient  # expect: tf-variable-augmented-assignment
    return weights


def run():
    return descend(tf.constant([1.0, 1.0])).numpy()
