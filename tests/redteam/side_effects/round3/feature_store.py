"""Assembling model inputs from a dictionary of raw features."""

from __future__ import annotations

import re

import tensorflow as tf

NUMERIC = ("age", "income")


def bucketize(values, boundaries):
    return tf.raw_ops.Bucketize(input=values, boundaries=list(boundaries))


def fill_missing(features, defaults):
    """Puts the default where a feature is not there at all."""
    for name, value in defaults.items():
        if name not in features:
            features[name] = tf.fill([tf.shape(features["age"])[0]], value)  # expect: tf-argument-mutation
    return features


class Encoder:
    """Turns a batch of raw features into a matrix."""

    def __init__(self, defaults, boundaries=(18.0, 30.0, 50.0)):
        self.defaults = dict(defaults)
        self.boundaries = boundaries

    @tf.function
    def encode(self, features):
        features = fill_missing(features, self.defaults)
        columns = [tf.math.log1p(features[name]) for name in NUMERIC]
        ages = tf.one_hot(bucketize(features["age"], self.boundaries), len(self.boundaries) + 1)
        return tf.concat([tf.stack(columns, axis=-1), ages], axis=-1)

    @tf.function
    def encode_copy(self, features):
        """The same on a copy."""
        features = fill_missing({**features}, self.defaults)
        return tf.stack([features[name] for name in NUMERIC], axis=-1)


@tf.function
def interactions(columns):
    """Adds pairwise products to a list of columns and stacks everything."""
    count = len(columns)
    for i in range(count):
        for j in range(i):
            columns.append(columns[i] * columns[j])  # expect: tf-argument-mutation
    return tf.stack(columns, axis=-1)


def batch(size: int):
    return {"age": tf.linspace(10.0, 60.0, size)}


def fails(call, pattern):
    try:
        call()
    except ValueError as error:
        return re.search(pattern, str(error), re.DOTALL) is not None
    return False


if __name__ == "__main__":
    encoder = Encoder({"income": 3.0})
    message = "should not modify its Python input arguments"
    tf.config.run_functions_eagerly(True)
    assert encoder.encode(batch(4)).shape == (4, 6)
    assert interactions([tf.ones([2]), tf.ones([2])]).shape == (2, 3)
    tf.config.run_functions_eagerly(False)
    for _ in range(3):
        data = batch(5)
        assert encoder.encode_copy(data).shape == (5, 2) and list(data) == ["age"]
    assert fails(lambda: encoder.encode(batch(4)), message + ".*features")
    assert fails(lambda: interactions([tf.ones([2]), tf.ones([2])]), message + ".*columns")
    print("proved")
