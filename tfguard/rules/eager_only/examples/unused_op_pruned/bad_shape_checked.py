"""tf.ensure_shape as a statement, for a size that the signature leaves open, in a helper."""

import tensorflow as tf


def validate(rows):
    tf.ensure_shape(rows, [4, 2])  # expect: tf-unused-op-pruned


@tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
def total(rows):
    validate(rows)
    return tf.reduce_sum(rows)


def run():
    results = []
    for size in (4, 4, 3):
        try:
            results.append(float(total(tf.ones([size, 2]))))
        except tf.errors.InvalidArgumentError:
            results.append("refused")
    return results
