"""Results are written into an array of NumPy, which holds no tensors."""

import numpy as np
import tensorflow as tf


class Recorder:
    def __init__(self, length):
        self.length = length

    @tf.function
    def moments(self, x):
        found = np.zeros(self.length, np.float32)
        for power in range(self.length):
            found[power] = tf.reduce_mean(x**power)  # expect: tf-foreign-call
        return tf.constant(found)


def run():
    recorder = Recorder(3)
    return [recorder.moments(tf.constant([1.0, 2.0]) * scale).numpy().tolist() for scale in (1.0, 2.0, 3.0)]
