"""A table, a ragged tensor and a way to resize, all of objects and arguments, in compiled functions."""

import tensorflow as tf


class Words:
    def __init__(self):
        keys = tf.constant([3, 5], tf.int64)
        self.table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, keys * 2), 0)

    def numbers(self, words):
        return self.table[words]  # expect: tf-jit-incompatible


class Model:
    def __init__(self):
        self.words = Words()

    @tf.function(jit_compile=True)
    def embedded(self, words):
        return self.words.numbers(words) + 1


@tf.function(jit_compile=True)
def padded(values):
    rows = tf.RaggedTensor.from_row_lengths(values, [1, 2]).with_flat_values(values * 2.0)
    return rows.to_tensor()  # expect: tf-jit-incompatible


def by_cubes(images):
    return tf.image.resize(images, [2, 2], tf.image.ResizeMethod.BICUBIC)  # expect: tf-jit-incompatible


def by_lines(images):
    return tf.image.resize(images, [2, 2])


WAYS = {"lines": by_lines, "cubes": by_cubes}


def shrunk(images, way):
    return WAYS[way](images)


shrink = tf.function(lambda images: shrunk(images, "cubes"), jit_compile=True)


def run():
    model = Model()
    found = []
    for value in (1.0, 2.0, 3.0):
        found.append(model.embedded(tf.constant([3, 4], tf.int64)).numpy())
        found.append(padded(tf.fill([3], value)).numpy())
        found.append(shrink(tf.fill([1, 4, 4, 1], value)).numpy())
    return found
