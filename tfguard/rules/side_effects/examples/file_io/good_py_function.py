"""A py_function opens files at each call."""

import pathlib

import tensorflow as tf

LOG = pathlib.Path("steps.log")


def note(loss):
    with LOG.open("a") as log:
        log.write(f"{loss.numpy():.2f}\n")


@tf.function
def train_step(weights):
    tf.py_function(note, [tf.reduce_sum(weights)], [])
    return weights * 0.5


def run():
    weights = tf.constant([8.0])
    for _ in range(3):
        weights = train_step(weights)
    return LOG.read_text().splitlines()
