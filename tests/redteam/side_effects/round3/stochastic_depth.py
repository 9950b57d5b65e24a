"""A residual network whose blocks are skipped at random, with a profiling head."""

from __future__ import annotations

import random

import keras
import tensorflow as tf


class ResidualBlock(keras.layers.Layer):
    """Two dense layers around a skip connection."""

    def __init__(self, width: int, **kwargs):
        super().__init__(**kwargs)
        self.inner = keras.layers.Dense(width, activation="relu")
        self.outer = keras.layers.Dense(width, kernel_initializer="ones")

    def call(self, x):
        return x + self.outer(self.inner(x))


def survives(depth: int, total: int) -> bool:
    """Linear decay of the survival probability with depth."""
    probability = 1.0 - 0.7 * (depth + 1) / total
    return random.random() < probability  # expect: tf-python-random


def read_out(features, classes: int):
    """Logits of the features."""
    head = keras.layers.Dense(classes)  # expect: tf-layer-creation
    return head(features)


class Network:
    def __init__(self, width: int, depth: int):
        self.blocks = [ResidualBlock(width) for _ in range(depth)]

    def trunk(self, x):
        used = []
        for depth, block in enumerate(self.blocks):
            if survives(depth, len(self.blocks)):
                x = block(x)
                used.append(depth)
        return x, tf.one_hot(used, len(self.blocks))

    @tf.function
    def features(self, x):
        x, used = self.trunk(x)
        return tf.nn.l2_normalize(x, axis=-1), tf.reduce_sum(used, axis=0)

    @tf.function
    def classify(self, x):
        return tf.nn.softmax(read_out(tf.tanh(x), 3))


def depth_patterns(network: Network, calls: int = 8):
    x = tf.ones([2, 4])
    return {tuple(network.features(x)[1].numpy().astype(int).tolist()) for _ in range(calls)}


if __name__ == "__main__":
    random.seed(3)
    network = Network(4, 5)
    for block in network.blocks:
        block(tf.ones([1, 4]))
    tf.config.run_functions_eagerly(True)
    assert len(depth_patterns(network)) > 2
    assert network.classify(tf.ones([2, 4])).shape == (2, 3)
    tf.config.run_functions_eagerly(False)
    assert len(depth_patterns(network)) == 1
    try:
        network.classify(tf.ones([2, 4]))
        raise AssertionError("no error")
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    print("proved")
