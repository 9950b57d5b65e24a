"""A line for each step, appended to a file: one line in all."""

import pathlib

import tensorflow as tf

LOG = pathlib.Path("steps.log")


@tf.function
def train_step(weights):
    with open(LOG, "a") as log:  # expect: tf-file-io
        log.write("step\n")
    return weights * 0.5


def run():
    weights = tf.constant([8.0])
    for _ in range(3):
        weights = train_step(weights)
    return len(LOG.read_text().splitlines()), weights.numpy()
