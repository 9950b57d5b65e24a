"""The caller appends to a list; the graph has unrolled the loop over what it held at the trace."""

import tensorflow as tf

offsets = [1.0]


@tf.function
def shifted(value):
    for offset in offsets:  # expect: tf-global-read
        value = value + offset
    return value


def run():
    results = []
    for extra in (10.0, 100.0):
        results.append(shifted(tf.constant(0.0)).numpy())
        offsets.append(extra)
    results.append(shifted(tf.constant(0.0)).numpy())
    return results
