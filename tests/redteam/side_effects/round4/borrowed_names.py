"""Variational inference that uses TensorFlow under the names of Python's own modules."""

from __future__ import annotations

import os
import tempfile

import numpy
import tensorflow as tf
import tensorflow.experimental.numpy as np
from tensorflow import print as print  # noqa: PLC0414
from tensorflow import random
from tensorflow.io import read_file as open
from tensorflow.random import shuffle

time = tf.timestamp


def next(position, size):
    """The following position on a ring."""
    return (position + 1) % size


class datetime:
    """A clock that counts in steps; the name is an accident of the port."""

    steps = tf.Variable(0)

    @classmethod
    def now(cls):
        return cls.steps.assign_add(1)


class Gaussian(tf.Module):
    """Diagonal variational family."""

    def __init__(self, width: int):
        super().__init__()
        self.mean = tf.Variable(tf.zeros([width]))
        self.log_scale = tf.Variable(tf.zeros([width]))

    def sample(self, count: int):
        noise = random.normal([count, *self.mean.shape])
        return self.mean + tf.exp(self.log_scale) * noise

    def entropy(self):
        return np.sum(self.log_scale) + 0.5 * self.log_scale.shape[0] * tf.math.log(2.0 * np.pi * np.e)


@tf.function
def elbo(family, path, position):
    """A noisy bound, a stamp, a shuffled order, the content of a file, and where to go next."""
    samples = family.sample(4)
    bound = tf.reduce_mean(-0.5 * tf.reduce_sum(samples**2, axis=-1)) + family.entropy()
    print("bound", bound, output_stream="file:///dev/null")
    order = shuffle(tf.range(50))
    return bound, time(), order, tf.strings.length(open(path)), next(position, 3), datetime.now()


def observe(eager: bool, path: str, calls: int = 4):
    """How many different values each result took."""
    tf.config.run_functions_eagerly(eager)
    datetime.steps.assign(0)
    family, position = Gaussian(2), tf.constant(0)
    rows = []
    for i in range(calls):
        with tf.io.gfile.GFile(path, "w") as out:
            out.write("x" * i)
        row = elbo(family, tf.constant(path), position)
        position = row[4]
        rows.append([value.numpy().tobytes() for value in row])
    return [len(set(column)) for column in zip(*rows)]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "note.txt")
        eager, graph = observe(True, path), observe(False, path)
    assert eager == graph == [4, 4, 4, 4, 3, 4], (eager, graph)
    family = Gaussian(2)
    assert numpy.isfinite(float(elbo(family, tf.constant(os.devnull), tf.constant(0))[0]))
    print("proved")
