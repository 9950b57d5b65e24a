"""Comprehensions over a tensor whose shape is known, over tf.range, and a generator expression."""

import tensorflow as tf


class Encoder:
    def __init__(self, size):
        self.size = tf.constant(size)

    @tf.function
    def rows(self, x):
        if x.shape.rank == 1:
            x = tf.expand_dims(x, 0)
        return tf.concat([row * 2.0 for row in x], 0)  # expect: tf-tensor-iteration

    @tf.function
    def steps(self, x):
        return tf.stack([x for _ in tf.range(self.size)])  # expect: tf-tensor-iteration


def run():
    encoder = Encoder(2)
    values = [tf.fill([2, 2], value) for value in (1.0, 2.0, 3.0)]
    return [encoder.rows(v).numpy().tolist() for v in values], [encoder.steps(v).numpy().tolist() for v in values]
