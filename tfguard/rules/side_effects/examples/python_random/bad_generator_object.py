"""A NumPy generator kept on self, and a Python one at module level: both are read while tracing only."""

import random

import numpy as np
import tensorflow as tf

jitter = random.Random(3)


class Dropper:
    def __init__(self):
        self.rng = np.random.default_rng(0)
        self.drop = tf.function(self._drop)

    def _mask(self, size):
        return self.rng.random(size) > 0.5  # expect: tf-python-random

    def _drop(self, inputs):
        kept = tf.where(self._mask(inputs.shape[0]), inputs, 0.0)
        return kept + jitter.uniform(0.0, 1.0)  # expect: tf-python-random


def run():
    dropper = Dropper()
    return len({dropper.drop(tf.ones([16])).numpy().tobytes() for _ in range(4)})
