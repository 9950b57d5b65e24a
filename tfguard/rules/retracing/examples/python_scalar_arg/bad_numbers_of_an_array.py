"""Elements of an array that are made Python numbers: item(), float() and tolist()."""

import numpy as np
import tensorflow as tf

rates = np.array([0.5, 0.25, 0.125])


@tf.function
def scaled(values, rate):
    return values * rate


@tf.function
def shifted(values, offset):
    return values + offset


@tf.function
def clipped(values, limit):
    return tf.minimum(values, limit)


def run():
    values = tf.constant([1.0, 2.0])
    results = []
    for index in range(3):
        results.append(scaled(values, rates[index].item()).numpy())  # expect: tf-python-scalar-arg
    for offset in tf.constant([1.0, 2.0, 3.0]):
        results.append(shifted(values, float(offset)).numpy())  # expect: tf-python-scalar-arg
    for limit in rates.tolist():
        results.append(clipped(values, limit).numpy())  # expect: tf-python-scalar-arg
    counts = [function.experimental_get_tracing_count() for function in (scaled, shifted, clipped)]
    return {"results": results, "traces": min(counts)}
