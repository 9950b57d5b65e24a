"""The attribute is set after the constructor, but before the first call."""

import tensorflow as tf


class Filter:
    def __init__(self):
        self.width = 1.0

    def configure(self, width):
        self.width = width
        return self

    @tf.function
    def apply(self, values):
        return values / self.width


def run():
    smoothing = Filter().configure(4.0)
    smoothing.width = smoothing.width * 2.0
    return [smoothing.apply(tf.constant([8.0]) * step).numpy() for step in (1.0, 2.0, 3.0)]
