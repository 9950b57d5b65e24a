"""`+=` and `extend` on a list in a loop over a dataset or a tensor."""

import tensorflow as tf

DATA = tf.data.Dataset.range(3)


@tf.function
def doubled(x):
    parts = []
    for _ in DATA:
        parts.extend([x, x])  # expect: tf-list-append-in-tensor-loop
    return tf.add_n(parts)


@tf.function
def joined(x):
    parts = [tf.zeros_like(x[0])]
    for row in x:
        parts += [row]  # expect: tf-list-append-in-tensor-loop
    return tf.stack(parts)


def run():
    values = [tf.fill([2], value) for value in (1.0, 2.0, 3.0)]
    return [doubled(v).numpy().tolist() for v in values], [joined(v).numpy().tolist() for v in values]
