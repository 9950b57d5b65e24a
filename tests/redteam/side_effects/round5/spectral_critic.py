"""A Wasserstein critic whose kernel is normalised by power iteration."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


def compiled(method):
    """The wrapper of this project for everything that runs as a graph."""
    return tf.function(method, autograph=True, reduce_retracing=True)


class SpectralKernel(tf.Module):
    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        start = np.random.default_rng(1).normal(size=(inputs, outputs))
        self.kernel = tf.Variable(start, dtype=tf.float32)
        self.u = tf.Variable(tf.ones([1, outputs]) / np.sqrt(outputs), trainable=False)

    def iterate(self):
        """One power iteration; the left vector is kept for the next call."""
        v = tf.math.l2_normalize(tf.matmul(self.u, self.kernel, transpose_b=True))
        self.u = tf.math.l2_normalize(tf.matmul(v, self.kernel))  # expect: tf-variable-rebound
        return tf.squeeze(tf.matmul(tf.matmul(v, self.kernel), self.u, transpose_b=True))

    def normalised(self):
        return self.kernel / self.iterate()


class Critic(tf.Module):
    def __init__(self):
        super().__init__()
        self.layer = SpectralKernel(3, 2)
        self.steps = tf.Variable(0)

    @compiled
    def score(self, x):
        return tf.reduce_sum(tf.matmul(x, self.layer.normalised()), axis=1)

    @compiled
    def singular_value(self):
        u = self.layer.u
        return tf.norm(tf.matmul(u, self.layer.kernel, transpose_b=True))

    @compiled
    def count(self):
        self.steps += 1  # expect: tf-variable-augmented-assignment
        return self.steps


if __name__ == "__main__":
    x = tf.ones([2, 3])

    tf.config.run_functions_eagerly(True)
    critic = Critic()
    first = critic.layer.u.numpy().copy()
    critic.score(x)
    second = critic.layer.u.numpy().copy()
    critic.score(x)
    assert not np.allclose(first, second)
    assert np.isfinite(float(critic.singular_value()))

    tf.config.run_functions_eagerly(False)
    critic = Critic()
    critic.score(x)
    assert not hasattr(critic.layer.u, "numpy")
    try:
        critic.singular_value()
        raise AssertionError("the leaked vector could be used")
    except TypeError as error:
        assert "out of scope" in str(error)
    try:
        critic.count()
        raise AssertionError("the augmented assignment worked")
    except (RuntimeError, ValueError, TypeError) as error:
        assert "variable += value" in str(error)
    print("proved")
