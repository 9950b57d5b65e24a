"""The iterator of a dataset is part of the graph: captured or passed, it advances at each call."""

import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
captured = iter(dataset)


@tf.function
def from_captured(total):
    return total + next(captured)


@tf.function
def from_argument(iterator):
    return iterator.get_next() * 2.0


def run():
    total = tf.constant(0.0)
    totals = []
    for _ in range(3):
        total = from_captured(total)
        totals.append(total.numpy())
    iterator = iter(dataset)
    return totals, [from_argument(iterator).numpy() for _ in range(3)]
