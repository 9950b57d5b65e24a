"""A plain generator feeds a dataset; a traced function with a nested generator that is summed."""

import tensorflow as tf


def samples():
    yield from (1.0, 2.0, 3.0)


@tf.function
def total(x):
    def parts():
        yield x
        yield x + 1.0

    return sum(parts())


def run():
    signature = tf.TensorSpec([], tf.float32)
    dataset = tf.data.Dataset.from_generator(samples, output_signature=signature)
    return [total(sample).numpy() for sample in dataset]
