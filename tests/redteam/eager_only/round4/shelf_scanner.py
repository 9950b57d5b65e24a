"""Scans shelves: a project's decorator runs Python functions with values, outside of graphs."""
import functools

import cmath
import math

import numpy as np
import tensorflow as tf


def on_host(output, shape=None):
    """Makes a graph operation of a function that needs values."""

    def decorate(function):
        @functools.wraps(function)
        def operation(*tensors):
            result = tf.py_function(function, tensors, output)
            result.set_shape(shape)
            return result

        return operation

    return decorate


@on_host(tf.float32, shape=[2])
def centre(mask):
    rows, columns = np.nonzero(mask.numpy())
    if rows.size == 0:
        return np.zeros(2, np.float32)
    return np.array([rows.mean(), columns.mean()], np.float32)


@on_host(tf.string, shape=[])
def label(position, code):
    row, column = (int(v) for v in position.numpy().round())
    return f"{code.numpy().decode()}-{row}{column}" + ("!" if bool(row > column) else "")


@on_host(tf.float32, shape=[])
def angle(position):
    value = complex(float(position[0]), float(position[1]))
    return np.float32(math.degrees(cmath.phase(value)))


class Scanner:
    def __init__(self, threshold):
        self.threshold = threshold
        self.calls = 0

    def _count(self, mask):
        """Runs with every call of the operation."""
        self.calls += 1
        return np.int32(mask.sum() + 0 * self.calls)

    @tf.function
    def scan(self, shelf, code):
        mask = tf.cast(shelf > self.threshold, tf.int32)
        place = centre(mask)
        count = tf.numpy_function(self._count, [mask], tf.int32)
        return label(place, code), angle(place), tf.ensure_shape(count, [])


def shelves():
    rng = np.random.default_rng(14)
    return [tf.constant(rng.uniform(size=(3, 3)).astype(np.float32)) for _ in range(3)]


def observed():
    scanner = Scanner(0.6)
    rows = []
    for shelf in shelves() + shelves():
        text, degrees, count = scanner.scan(shelf, tf.constant("A"))
        rows.append((text.numpy(), round(float(degrees), 3), int(count)))
    return rows, scanner.calls


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert graph == eager and graph[1] == 6, (graph, eager)
    assert graph[0][0][0].startswith(b"A-")
    print("proved")
