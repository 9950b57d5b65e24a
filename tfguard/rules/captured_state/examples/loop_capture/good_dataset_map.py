"""Dataset.map traces its function at once, and each dataset is read in its own round."""

import tensorflow as tf


@tf.function
def total(values):
    return tf.reduce_sum(values)


def run():
    base = tf.data.Dataset.from_tensor_slices([1.0, 2.0])
    results = []
    for factor in (1.0, 10.0, 100.0):
        scaled = base.map(lambda x: x * factor).batch(2)
        results += [total(batch).numpy() for batch in scaled]
    return {"results": results, "wanted": [3.0, 30.0, 300.0]}
