"""Lists of tensors of several lengths; reduce_retracing does not relax the length of a list."""

import tensorflow as tf


@tf.function(reduce_retracing=True)
def joined(parts):
    return tf.concat(parts, axis=0)


def run():
    results = []
    for count in (2, 3, 4):
        parts = [tf.ones([2])] * count
        results.append(joined(parts).numpy())  # expect: tf-python-container-arg
    return {"results": results, "traces": joined.experimental_get_tracing_count()}
