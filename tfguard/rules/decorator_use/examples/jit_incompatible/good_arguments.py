"""What XLA compiles of the same objects: other arguments, other methods, and look-ups outside."""

import functools

import tensorflow as tf

WAYS = ("bilinear", "nearest")
keys = tf.constant([3, 5], tf.int64)
table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, keys * 2), 0)


@tf.function(jit_compile=True)
def thinned(images):
    sharp = tf.image.resize(images, [2, 2], method="nearest", antialias=True)
    return sharp + tf.image.resize(images, [2, 2]) + tf.image.resize_with_pad(images, 2, 2)


@tf.function(jit_compile=True)
def lengths(values):
    rows = tf.RaggedTensor.from_row_lengths(values, [1, 2])
    return tf.reduce_sum(rows, axis=1) + tf.cast(rows.row_lengths(), tf.float32)


def by_area(images):
    return tf.image.resize(images, [2, 2], method="area")


def by_lines(images):
    return tf.image.resize(images, [2, 2], method="bilinear")


def shrunk(images, way):
    return {"area": by_area, "lines": by_lines}[way](images)


shrink = tf.function(functools.partial(shrunk, way="lines"), jit_compile=True)
shrink_by_area = tf.function(by_area)


@tf.function(jit_compile=True)
def embedded(numbers):
    return numbers + 1


def run():
    found = []
    for value in (1.0, 2.0, 3.0):
        found.append(thinned(tf.fill([1, 4, 4, 1], value)).numpy())
        found.append(lengths(tf.fill([3], value)).numpy())
        found.append(shrink(tf.fill([1, 4, 4, 1], value)).numpy())
        found.append(shrink_by_area(tf.fill([1, 4, 4, 1], value)).numpy())
        found.append(embedded(table.lookup(tf.constant([3, 4], tf.int64))).numpy())
    return found
