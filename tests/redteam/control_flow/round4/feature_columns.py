"""Features of a click model: optional columns, fallbacks and a restored training flag."""
import contextlib

import numpy as np
import tensorflow as tf

try:
    import pandas_click_features as extras
except ImportError:
    extras = None

BUCKETS = {"hour": 24, "age": "10"}


def buckets(name):
    try:
        return int(BUCKETS[name])
    except (KeyError, ValueError):
        return 4


class Scope:
    """What the feature code currently builds, for messages."""

    def __init__(self):
        self.stack = []

    @contextlib.contextmanager
    def entered(self, name):
        self.stack.append(name)
        try:
            yield
        finally:
            self.stack.pop()


def hashed(columns, name, size):
    number = buckets(name)
    try:
        values = columns[name]
        encoded = tf.one_hot(tf.math.floormod(values, number), number)
        if tf.reduce_any(values < 0):
            encoded = tf.zeros_like(encoded)
    except KeyError:
        encoded = tf.zeros([size, number])
    return encoded


def optional(columns, name, size):
    try:
        return columns[name]
    except KeyError:
        return tf.zeros([size, 1])


@tf.function
def features(columns):
    size = tf.shape(columns["hour"])[0]
    parts = []
    for name in ("hour", "age", "region", "device"):
        with tf.name_scope(name):
            parts.append(hashed(columns, name, size))
    parts.append(optional(columns, "price", size))
    try:
        ratio = extras.ratio(columns)
    except AttributeError:
        ratio = tf.zeros([size, 1])
    parts.append(ratio)
    return tf.concat(parts, axis=1)


@tf.function
def flatten(values):
    """A static mismatch shows while tracing, as another class than eagerly."""
    try:
        return tf.reshape(values, [2, 2])
    except (ValueError, tf.errors.InvalidArgumentError):
        return tf.zeros([2, 2])


def main():
    hours = tf.constant([1, 23, 25])
    columns = {"hour": hours, "age": tf.constant([3, 4, 5]), "region": tf.constant([0, -1, 2])}
    return features(columns), flatten(tf.range(3.0))


def report():
    scope = Scope()
    with scope.entered("main"):
        try:
            return scope.stack[:], main()
        except tf.errors.InvalidArgumentError as error:
            raise RuntimeError("the features failed") from error


if __name__ == "__main__":
    _, traced = report()
    tf.config.run_functions_eagerly(True)
    _, eager = report()
    tf.config.run_functions_eagerly(False)
    for left, right in zip(traced, eager, strict=True):
        np.testing.assert_allclose(left, right)
    assert traced[0].shape == (3, 24 + 10 + 4 + 4 + 2) and tf.reduce_sum(traced[1]) == 0.0
    print("proved")
