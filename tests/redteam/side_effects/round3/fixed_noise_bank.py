"""Feature maps with random projections that are the same in every call by design."""

from __future__ import annotations

import random

import keras
import numpy as np
import tensorflow as tf


def projection(inputs: int, outputs: int, seed: int):
    """A Gaussian matrix that depends only on its arguments."""
    rng = np.random.default_rng(seed)
    return tf.constant(rng.standard_normal((inputs, outputs)), tf.float32)


def offsets(outputs: int):
    state = np.random.RandomState(11)
    return tf.constant(state.uniform(0.0, 2.0 * np.pi, outputs), tf.float32)


def shuffled_blocks(count: int):
    """A fixed order of feature blocks."""
    order = list(range(count))
    random.Random(5).shuffle(order)
    return order


@tf.function
def random_fourier(x, outputs=6):
    """Random Fourier features of a Gaussian kernel."""
    angles = x @ projection(x.shape[-1], outputs, seed=2) + offsets(outputs)
    features = tf.sqrt(2.0 / outputs) * tf.cos(angles)
    return tf.gather(features, shuffled_blocks(outputs), axis=-1)


@tf.function
def start_weights(x):
    """Least-squares start from a seeded initialiser."""
    kernel = keras.initializers.GlorotUniform(seed=3)((x.shape[-1], 1))
    return x @ tf.cast(kernel, x.dtype)


@tf.function
def jittered(x, step):
    """Noise that varies with the step but not between runs."""
    seed = tf.stack([7, step])
    return x + 0.1 * tf.random.stateless_normal(tf.shape(x), seed)


class Kernel:
    """Approximate kernel matrix of two batches."""

    def __init__(self, fn=random_fourier):
        self.fn = fn

    def __call__(self, a, b):
        return self.fn(a) @ tf.transpose(self.fn(b))


if __name__ == "__main__":
    graph, eager = Kernel(), Kernel(random_fourier.python_function)
    seen = set()
    for seed in range(4):
        a = tf.random.stateless_normal([3, 2], [seed, 0])
        np.testing.assert_allclose(graph(a, a), eager(a, a), rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(start_weights(a), start_weights.python_function(a), rtol=1e-5)
        noisy = jittered(tf.zeros([2]), tf.constant(seed))
        np.testing.assert_allclose(noisy, jittered.python_function(tf.zeros([2]), tf.constant(seed)))
        seen.add(noisy.numpy().tobytes())
    assert len(seen) == 4
    print("proved")
