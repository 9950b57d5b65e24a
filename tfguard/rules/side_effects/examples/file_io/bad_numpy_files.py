"""np.load and np.save in traced code: loaded once, saved once."""

import numpy as np
import tensorflow as tf

SCALE = "scale.npy"


class Scaler:
    def __init__(self):
        self.apply = tf.function(self._apply)

    def _apply(self, inputs):
        scale = np.load(SCALE)  # expect: tf-file-io
        np.save("used.npy", scale)  # expect: tf-file-io
        return inputs * scale


def run():
    scaler = Scaler()
    results = []
    for scale in (1.0, 2.0, 3.0):
        np.save(SCALE, np.float32(scale))
        results.append(scaler.apply(tf.constant(1.0)).numpy())
    return results, np.load("used.npy")
