"""An encoder-decoder whose stages hand skip connections along."""

from __future__ import annotations

import re

import numpy as np
import tensorflow as tf


class Context:
    """Carries settings of a forward pass."""

    def __init__(self, scale: float = 1.0):
        self.scale = scale
        self.bottleneck = None


def pool(x):
    return tf.nn.avg_pool1d(x, 2, 2, "VALID")


def unpool(x):
    return tf.repeat(x, 2, axis=1)


@tf.function
def encode(x, skips=[], depth=2):
    """Returns the coarse signal and the skips."""
    for _ in range(depth):
        skips.append(x)  # expect: tf-argument-mutation
        x = pool(x)
    return x, skips


@tf.function
def encode_fresh(x, skips=None, depth=2):
    """The same with a list of its own."""
    skips = [] if skips is None else list(skips)
    for _ in range(depth):
        skips.append(x)
        x = pool(x)
    return x, skips


@tf.function
def decode(x, skips):
    skips = tuple(skips)
    while skips:
        *skips, skip = skips
        x = unpool(x) + skip
    return x


@tf.function
def normalise(x, context):
    """Scales; leaves the mean on the context."""
    mean = tf.reduce_mean(x, axis=1, keepdims=True)
    context.bottleneck = mean  # expect: tf-tensor-leak  allow: tf-attribute-mutation
    return context.scale * (x - mean)


def reconstruct(encoder, x):
    coarse, skips = encoder(x)
    return decode(coarse, skips)


if __name__ == "__main__":
    x = tf.random.stateless_normal([1, 8, 2], [2, 2])
    for _ in range(3):
        eager, _ = encode_fresh.python_function(x)
        graph, _ = encode_fresh(x)
        np.testing.assert_allclose(eager, graph)
        assert reconstruct(encode_fresh, x).shape == x.shape
    assert encode.python_function(x, [])[0].shape == (1, 2, 2)
    try:
        encode(x)
        raise AssertionError("no error")
    except ValueError as error:
        assert re.search("should not modify its Python input arguments.*skips", str(error), re.DOTALL)
    context = Context(2.0)
    normalise.python_function(x, context)
    assert np.all(np.isfinite(context.bottleneck + 1.0))
    context = Context(2.0)
    normalise(x, context)
    try:
        context.bottleneck + 1.0
        raise AssertionError("no leak")
    except TypeError as error:
        assert "out of scope" in str(error)
    print("proved")
