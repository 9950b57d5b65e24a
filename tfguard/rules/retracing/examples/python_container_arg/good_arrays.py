"""NumPy arrays and lists of NumPy numbers count by dtype and shape."""

import numpy as np
import tensorflow as tf


@tf.function
def scaled(values, factors):
    return values * factors


@tf.function
def summed(parts):
    return tf.add(parts[0], parts[1])


def run():
    values = tf.constant([1.0, 2.0])
    results = []
    for step in range(4):
        results.append(scaled(values, np.array([step, 1.0], np.float32)).numpy())
        results.append(summed([np.float32(step), np.float32(1.0)]).numpy())
    counts = [function.experimental_get_tracing_count() for function in (scaled, summed)]
    return {"results": results, "traces": max(counts)}
