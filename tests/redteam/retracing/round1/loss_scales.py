"""Scales gradients up and down, as mixed precision training does."""
import numpy as np
import tensorflow as tf


@tf.function
def scaled(gradient, factor):
    """Whole or fractional factors mean the same: the gradient gives the type."""
    return gradient * factor


@tf.function
def shares(count):
    return tf.ones([4]) / tf.cast(count, tf.float32)


@tf.function
def pick(rows, position):
    return rows[position]


@tf.function
def power_mean(values, exponent):
    exponent = tf.constant(exponent, tf.float32)
    return tf.pow(tf.reduce_mean(tf.pow(values, exponent)), 1.0 / exponent)


def norms(values):
    """Arithmetic and quadratic mean, with the exponents as people write them."""
    return power_mean(values, 1), power_mean(values, 2.0), power_mean(values, 1.0)


class LossScale:
    """Halves after an overflow, doubles after some good steps."""

    def __init__(self, initial=2.0**15, patience=2):
        self.value = tf.Variable(initial)
        self.good = tf.Variable(0)
        self.patience = patience

    @tf.function
    def update(self, finite):
        if finite:
            self.good.assign_add(1)
            if self.good >= self.patience:
                self.value.assign(2.0 * self.value)
                self.good.assign(0)
        else:
            self.value.assign(0.5 * self.value)
            self.good.assign(0)
        return self.value.read_value()


def train(steps=6):
    scale = LossScale()
    generator = np.random.default_rng(8)
    seen = []
    for step in range(steps):
        gradient = tf.constant(generator.normal(size=3), tf.float32)
        large = scaled(gradient, scale.value)
        finite = tf.reduce_all(tf.math.is_finite(large)) if step != 3 else tf.constant(False)
        seen.append(float(scale.update(finite)))
    whole = scaled(tf.ones([3]), 2)
    fractional = scaled(tf.ones([3]), 2.0)
    return seen, whole, fractional, shares(4), shares(4.0), pick(tf.eye(2), 0), pick(tf.eye(2), -1)


if __name__ == "__main__":
    seen, whole, fractional, *rest = train()
    assert seen == [2.0**15, 2.0**16, 2.0**16, 2.0**15, 2.0**15, 2.0**16]
    assert whole.dtype == fractional.dtype == tf.float32
    assert scaled.experimental_get_tracing_count() == 2
    assert shares.experimental_get_tracing_count() == 1
    means = norms(tf.constant([1.0, 7.0]))
    assert power_mean.experimental_get_tracing_count() == 2
    tf.config.run_functions_eagerly(True)
    eager_means = norms(tf.constant([1.0, 7.0]))
    for graph, eager in zip((whole, fractional, *rest, *means), (*train()[1:], *eager_means)):
        assert graph.dtype == eager.dtype
        np.testing.assert_allclose(graph, eager, rtol=1e-6)
    print("proved")
