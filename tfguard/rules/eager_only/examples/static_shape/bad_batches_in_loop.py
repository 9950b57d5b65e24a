"""A traced loop over batches counts the rows that it has seen with the static size."""

import tensorflow as tf

batches = tf.data.Dataset.range(7).batch(3)


@tf.function
def epoch(data):
    seen = 0
    for batch in data:
        seen += batch.shape[0]  # expect: tf-static-shape
    return seen


def run():
    return [int(epoch(batches)) for _ in range(3)]
