"""Arrays and Python numbers among themselves: what is known while tracing may be asked for."""

import struct

import numpy as np
import tensorflow as tf

TABLE = np.linspace(0.0, 1.0, 5).astype(np.float32)


@tf.function
def windowed(x):
    width = x.shape[0]
    taps = np.zeros(width, np.float32)
    for place in range(width):
        taps[place] = TABLE[place % 5] / width
    taps[-1] = len(struct.pack("<I", width))
    return tf.reduce_sum(x * taps[:width])


def run():
    return [float(windowed(tf.ones([3]) * scale)) for scale in (1.0, 2.0, 3.0)]
