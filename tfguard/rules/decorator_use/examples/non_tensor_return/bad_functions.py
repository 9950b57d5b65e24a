"""A function made from the arguments, a generator expression, an Enum member in a dict."""

import enum

import tensorflow as tf


class Phase(enum.Enum):
    WARM_UP = 1
    STEADY = 2


def scaler(factor):
    def scale(x):
        return x * factor

    return scale


@tf.function
def make_scaler(x):
    return scaler(tf.reduce_mean(x))  # expect: tf-non-tensor-return


parts = tf.function(lambda x: (x * k for k in (1.0, 2.0)))  # expect: tf-non-tensor-return


@tf.function(autograph=False)
def status(x):
    return {"loss": x, "phase": Phase.STEADY}  # expect: tf-non-tensor-return


def run():
    found = []
    for value in (1.0, 2.0, 3.0):
        x = tf.constant([value])
        made = float(make_scaler(x)(2.0))
        found.append([made, [float(part[0]) for part in parts(x)], status(x)["phase"].name])
    return found
