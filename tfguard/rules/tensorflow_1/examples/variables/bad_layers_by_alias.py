"""The old module of layers under another name, in a traced method."""

import tensorflow as tf

old_layers = tf.compat.v1.layers


class Scorer(tf.Module):
    @tf.function
    def __call__(self, x):
        return old_layers.dense(x, 1)  # expect: tf1-variables


def run():
    scorer = Scorer()
    return [float(scorer(tf.fill([1, 2], value))[0, 0]) for value in (1.0, 2.0, 3.0)]
