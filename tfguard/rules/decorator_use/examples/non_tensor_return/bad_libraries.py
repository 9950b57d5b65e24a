"""Objects of Python's library and of TensorFlow: a namespace by a method, a tape, zip, a date, a table."""

import datetime
import enum
from types import SimpleNamespace

import tensorflow as tf

NAMES = ("mean", "largest")


class Kind(enum.Flag):
    FIRST = 1


class Summary:
    def __init__(self):
        keys = tf.constant([1, 2])
        self.table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, keys), 0)

    def of(self, x):
        return SimpleNamespace(mean=tf.reduce_mean(x), largest=tf.reduce_max(x))

    @tf.function
    def made(self, x):
        return self.of(x)  # expect: tf-non-tensor-return

    @tf.function
    def looked_up(self, x):
        return {"found": self.table.lookup(x), "table": self.table}  # expect: tf-non-tensor-return


def named(parts):
    return zip(NAMES, parts)


@tf.function
def pairs(x):
    return named([tf.reduce_mean(x), tf.reduce_max(x)])  # expect: tf-non-tensor-return


@tf.function
def recorded(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(x * x)
    return y, tape  # expect: tf-non-tensor-return


@tf.function
def dated(x):
    return x, datetime.date(2020, 1, 2), Kind.FIRST  # expect: tf-non-tensor-return


def run():
    found, summary = [], Summary()
    for value in (1.0, 2.0, 3.0):
        x = tf.constant([value])
        y, tape = recorded(x)
        found.append([float(summary.made(x).mean), float(y), float(tape.gradient(y, x)[0])])
        found.append([float(part) for _, part in pairs(x)])
        found.append([float(dated(x)[0][0]), int(summary.looked_up(tf.constant([1]))["found"][0])])
    return found
