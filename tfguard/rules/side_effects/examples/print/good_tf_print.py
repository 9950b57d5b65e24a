"""The cure: tf.print is an operation of the graph and runs at each call, with the tensor's value."""

import pathlib

import tensorflow as tf

LOG = "file://" + str(pathlib.Path.cwd() / "train.log")


@tf.function
def train_step(weights, gradient):
    loss = tf.reduce_sum(weights * weights)
    tf.print("loss:", loss, output_stream=LOG)
    return weights - 0.5 * gradient


def run():
    weights = tf.constant([1.0, 2.0])
    for _ in range(3):
        weights = train_step(weights, weights)
    return pathlib.Path("train.log").read_text().splitlines()
