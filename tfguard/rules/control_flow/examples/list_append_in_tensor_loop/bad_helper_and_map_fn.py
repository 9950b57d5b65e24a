"""A helper fills the caller's list; and so does a function that tf.map_fn runs."""

import tensorflow as tf


def collect(rows, found):
    for row in rows:
        found.append(tf.reduce_sum(row))  # expect: tf-list-append-in-tensor-loop


@tf.function
def sums(x):
    found = []
    collect(tf.reshape(x, [2, 2]), found)
    return tf.stack(found)


@tf.function
def seen(x):
    order = []

    def visit(row):
        order.append(1.0)  # expect: tf-list-append-in-tensor-loop
        return row

    return tf.map_fn(visit, x) * float(len(order))


def run():
    values = [tf.fill([4], value) for value in (1.0, 2.0, 3.0)]
    return [sums(v).numpy().tolist() for v in values], [seen(v).numpy().tolist() for v in values]
