"""The print stands in an undecorated helper, which the trace enters all the same."""

import contextlib
import io

import tensorflow as tf


def normalize(image):
    mean = tf.reduce_mean(image)
    print(f"mean {mean}")  # expect: tf-print
    return image - mean


class Pipeline:
    def __init__(self):
        self.prepare = tf.function(self._prepare)

    def _prepare(self, image):
        return normalize(image) / 255.0


def run():
    pipeline = Pipeline()
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        for value in (0.0, 128.0, 255.0):
            pipeline.prepare(tf.fill([2, 2], value))
    return len(output.getvalue().splitlines())
