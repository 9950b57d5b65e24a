"""The cure: tf.io.read_file, of a file that is named by an argument, and write_file run at each call."""

import pathlib

import tensorflow as tf

RATE = str(pathlib.Path.cwd() / "rate.txt")
RESULT = str(pathlib.Path.cwd() / "result.txt")


@tf.function
def descend(weights, path):
    rate = tf.strings.to_number(tf.io.read_file(path))
    weights = weights * (1.0 - rate)
    tf.io.write_file(RESULT, tf.strings.as_string(weights, precision=3))
    return weights


def run():
    weights = tf.constant(1.0)
    seen = []
    for rate in ("0.5", "0.25", "0.125"):
        pathlib.Path(RATE).write_text(rate)
        weights = descend(weights, tf.constant(RATE))
        seen.append(pathlib.Path(RESULT).read_text())
    return seen
