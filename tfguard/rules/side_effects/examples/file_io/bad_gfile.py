"""tf.io.gfile is Python too: only the operations of tf.io run in the graph."""

import tensorflow as tf

NAME = "limit.txt"


@tf.function
def clip(values):
    with tf.io.gfile.GFile(NAME) as file:  # expect: tf-file-io
        limit = float(file.read())
    return tf.minimum(values, limit)


def run():
    results = []
    for limit in (1.0, 2.0, 3.0):
        with open(NAME, "w") as file:
            file.write(str(limit))
        results.append(clip(tf.constant([5.0])).numpy())
    return results
