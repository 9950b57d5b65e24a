"""Ragged tensors with one number of rows: the lengths of the rows make no difference."""

import tensorflow as tf


@tf.function
def totals(rows):
    return tf.reduce_sum(rows, axis=1)


def run():
    results = []
    for size in range(1, 5):
        rows = tf.RaggedTensor.from_row_lengths(tf.ones([size + 2]), [size, 2])
        results.append(totals(rows).numpy())
    return {"results": results, "traces": totals.experimental_get_tracing_count()}
