"""Variants of an example that a dataset is to make with a generator."""

import tensorflow as tf


def variants(x):
    yield x
    yield -x


class Pipeline:
    def around(self, x):
        for step in (-1.0, 0.0, 1.0):
            yield x + step

    def windows(self, rows):
        return rows.map(self.around)  # expect: tf-generator


def run():
    rows = tf.data.Dataset.from_tensor_slices([1.0, 2.0])
    both = rows.map(variants)  # expect: tf-generator
    return len(list(both)), len(list(Pipeline().windows(rows)))
