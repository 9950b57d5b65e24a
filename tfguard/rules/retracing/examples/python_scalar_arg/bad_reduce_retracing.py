"""reduce_retracing relaxes shapes of tensors, not the index of enumerate."""

import tensorflow as tf


@tf.function(reduce_retracing=True)
def weighted(batch, index):
    return tf.reduce_sum(batch) * index


def run():
    batches = tf.reshape(tf.range(8.0), [4, 2])
    results = []
    for index, batch in enumerate(batches):
        results.append(weighted(batch, index).numpy())  # expect: tf-python-scalar-arg
    return {"results": results, "traces": weighted.experimental_get_tracing_count()}
