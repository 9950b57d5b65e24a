"""Quantisation with straight-through gradients and a codebook kept in variables."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


def make_rounder(levels: int):
    """A rounding function whose gradient is that of the identity inside the range."""

    @tf.custom_gradient
    def rounded(x):
        saved = []
        saved.append(tf.cast(tf.abs(x) <= 1.0, x.dtype))
        calls = 0

        def grad(upstream):
            nonlocal calls
            calls += 1
            parts = [upstream]
            parts.extend(saved)
            return parts[0] * parts[1] * float(calls)

        return tf.round(tf.clip_by_value(x, -1.0, 1.0) * levels) / levels, grad

    return rounded


class Codebook(tf.Module):
    """Vectors that follow the inputs assigned to them."""

    def __init__(self, codes: int, dim: int):
        super().__init__()
        self.vectors = tf.Variable(tf.random.stateless_normal([codes, dim], [8, 8]), trainable=False)
        self.counts = tf.Variable(tf.zeros([codes]), trainable=False)

    def assign(self, x):
        distance = tf.reduce_sum((x[:, None] - self.vectors[None]) ** 2, axis=-1)
        return tf.argmin(distance, axis=-1)

    def update(self, x, codes):
        one_hot = tf.one_hot(codes, self.counts.shape[0])
        self.counts.assign_add(tf.reduce_sum(one_hot, axis=0))
        delta = tf.matmul(one_hot, x - tf.gather(self.vectors, codes), transpose_a=True)
        self.vectors.assign_add(delta / tf.maximum(self.counts, 1.0)[:, None])


class Compressor:
    def __init__(self):
        self.rounder = make_rounder(levels=4)
        self.codebook = Codebook(5, 2)
        self.gain = tf.Variable(0.7)

    @tf.function
    def compress(self, x):
        """Rounds with a learnable gain, updates the codebook, and returns the codes."""
        with tf.GradientTape() as tape:
            y = self.rounder(self.gain * x)
            loss = tf.reduce_mean((y - x) ** 2)
        gradient = tape.gradient(loss, self.gain)
        self.gain.assign_sub(0.1 * gradient)
        codes = self.codebook.assign(y)
        self.codebook.update(y, codes)
        return loss, gradient, codes


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    compressor = Compressor()
    rows = []
    for seed in range(4):
        loss, gradient, codes = compressor.compress(tf.random.stateless_normal([9, 2], [seed, 5]))
        rows.append([float(loss), float(gradient), *codes.numpy(), *compressor.codebook.counts.numpy()])
    tf.config.run_functions_eagerly(False)
    return rows, compressor.codebook.vectors.numpy(), compressor.gain.numpy()


if __name__ == "__main__":
    for eager_part, graph_part in zip(drive(True), drive(False), strict=True):
        np.testing.assert_allclose(eager_part, graph_part, rtol=1e-4, atol=1e-5)
    print("proved")
