"""NumPy numbers are tensors to TensorFlow: elements of arrays, of linspace, of a tensor's numpy()."""

import numpy as np
import tensorflow as tf


@tf.function
def scaled(values, rate):
    return values * rate


def run():
    values = tf.constant([1.0, 2.0], tf.float64)
    results = [scaled(values, rate).numpy() for rate in np.linspace(0.0, 1.0, 4)]
    for rate in np.arange(3.0):
        results.append(scaled(values, rate).numpy())
    for rate in tf.constant([0.5, 0.25, 0.125], tf.float64):
        results.append(scaled(values, rate.numpy()).numpy())
    return {"results": results, "traces": scaled.experimental_get_tracing_count()}
