"""A dataset made of one tensor gives tensors, and no lists of them; what a partial was given is known later."""

import functools

import numpy as np
import tensorflow as tf


def added(x):
    total = x
    for _, value in enumerate(x):  # expect: tf-tensor-iteration
        total = total + value
    return total


def doubled(x):
    return np.asarray(x) * 2.0  # expect: tf-numpy-op


def by_partial(x):
    ready = functools.partial(doubled, x)
    return ready()


def summed(pair):
    total = 0.0
    for value in list(pair):
        total = total + value
    return total


def run():
    rows = tf.data.Dataset.from_tensor_slices(tf.ones([4, 3]))
    results = list(tf.data.Dataset.from_tensor_slices(tf.ones([4, 2])).map(lambda x: summed(tf.unstack(x))))
    results += list(rows.shuffle(4).map(added))
    results += list(rows.map(by_partial))
    return {"b1": results}
