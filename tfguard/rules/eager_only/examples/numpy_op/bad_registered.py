"""Functions that decorators put into tables, and one that a constructor of an object called at once is given."""

import numpy as np
import tensorflow as tf

ACTIVATIONS = {}


def activation(name):
    def add(function):
        ACTIVATIONS[name] = function
        return function

    return add


def loss(function):
    LOSSES[function.__name__] = function
    return function


LOSSES = {}


@activation("gate")
def gate(x):
    return x * np.tanh(x)  # expect: tf-numpy-op


@activation("plain")
def plain(x):
    return x * tf.tanh(x)


@loss
def absolute(errors):
    return np.abs(errors)  # expect: tf-numpy-op


@tf.function
def activated(x, name):
    return ACTIVATIONS[name](x)


@tf.function
def total(x):
    return tf.add_n([function(x) for function in LOSSES.values()])


class Runner:
    def __init__(self, function):
        self.function = function
        self.compiled = tf.function(self.once)

    def once(self, x):
        return self.function(x)

    def __call__(self, x):
        return self.compiled(x)


def spread(x):
    return x - np.mean(x)  # expect: tf-numpy-op


def run():
    x = tf.constant([1.0, 2.0])
    results = activated(x, "gate"), total(x), Runner(spread)(x)
    return [result.numpy().tolist() for result in results]
