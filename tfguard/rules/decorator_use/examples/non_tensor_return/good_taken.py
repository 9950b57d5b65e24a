"""What TensorFlow takes: None, numbers, named tuples, nests, subclasses of dict, datasets, members of IntEnum."""

import collections
import enum
from typing import NamedTuple

import tensorflow as tf


class Stats(NamedTuple):
    mean: tf.Tensor
    largest: tf.Tensor


class Level(enum.IntEnum):
    HIGH = 2


class Batch(dict):
    pass


class Pair(tf.experimental.ExtensionType):
    first: tf.Tensor
    second: tf.Tensor


@tf.function
def everything(x):
    stats = Stats(tf.reduce_mean(x), tf.reduce_max(x))
    counted = collections.OrderedDict(size=x.shape[0], name="x")
    return {"stats": stats, "none": None, "counted": counted, "level": Level.HIGH, "batch": Batch(x=x)}


@tf.function
def pair(x):
    return Pair(x, x * 2.0), x.shape, range(2)


@tf.function
def numbers(x):
    return tf.data.Dataset.from_tensor_slices(x)


def run():
    found = []
    for value in (1.0, 2.0, 3.0):
        x = tf.constant([value, 2.0])
        made = everything(x)
        both, shape, steps = pair(x)
        found.append([float(made["stats"].mean), float(made["batch"]["x"][0]), int(made["level"])])
        found.append([float(both.second[0]), int(shape[0]), len(list(steps))])
        found.append([float(number) for number in numbers(x)])
    return found
