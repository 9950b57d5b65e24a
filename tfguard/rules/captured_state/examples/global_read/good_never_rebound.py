"""Globals that nobody rebinds are constants, whether written in capitals or not."""

import numpy as np
import tensorflow as tf

SCALE = 2.0
shift = 1.0
table = {"rate": 0.5}
mask = np.array([1.0, 0.0], np.float32)


@tf.function
def transformed(values):
    return (values * SCALE + shift) * table["rate"] * mask


def run():
    return [transformed(tf.constant([1.0, 2.0]) * step).numpy() for step in (1.0, 2.0, 3.0)]
