"""Scaled dot-product attention with checks of shapes, types and values."""
from typing import Optional

import numpy as np
import tensorflow as tf


class Attention(tf.Module):
    def __init__(self, width: int, heads: int = 2, check: bool = True):
        assert width % heads == 0, f"{width} features for {heads} heads"
        super().__init__()
        self.heads, self.check = heads, check
        self.mix = tf.Variable(tf.eye(width))

    def split(self, x: tf.Tensor) -> tf.Tensor:
        assert x.shape.rank == 3, f"[batch, time, width] wanted, not {x.shape}"
        assert x.shape[-1] is not None and x.shape[-1] % self.heads == 0
        shape = tf.shape(x)
        parts = tf.reshape(x, [shape[0], shape[1], self.heads, x.shape[-1] // self.heads])
        return tf.transpose(parts, [0, 2, 1, 3])

    @tf.function
    def __call__(self, query: tf.Tensor, memory: tf.Tensor, mask: Optional[tf.Tensor] = None) -> tf.Tensor:
        assert query.dtype == memory.dtype, (query.dtype, memory.dtype)
        assert isinstance(memory, tf.Tensor) and query.shape[-1] == memory.shape[-1]
        q, k = self.split(query), self.split(memory)
        scores = tf.matmul(q, k, transpose_b=True) / np.sqrt(q.shape[-1])
        if mask is not None:
            assert len(mask.shape) == 2, "the mask is [batch, time]"
            tf.debugging.assert_equal(tf.shape(mask)[1], tf.shape(memory)[1])
            scores = tf.where(mask[:, tf.newaxis, tf.newaxis, :], scores, -1e9)
        weights = tf.nn.softmax(scores)
        if self.check:
            tf.debugging.assert_near(tf.reduce_sum(weights, -1), tf.ones_like(weights[..., 0]), rtol=1e-3)
        mixed = tf.transpose(tf.matmul(weights, k), [0, 2, 1, 3])
        out = tf.reshape(mixed, tf.shape(query)) @ self.mix
        return tf.debugging.check_numerics(out, "attention")


@tf.function
def learning_rate(step, warmup):
    tf.debugging.assert_positive(warmup, message="warm-up takes at least one step")
    tf.Assert(step >= 0.0, [step])
    return tf.minimum(1.0, step / warmup)


def example():
    rng = np.random.default_rng(0)
    query = tf.constant(rng.normal(size=(2, 3, 4)), tf.float32)
    memory = tf.constant(rng.normal(size=(2, 5, 4)), tf.float32)
    return query, memory, tf.constant([[True] * 5, [True, True, False, False, False]])


def main():
    attention = Attention(width=4)
    query, memory, mask = example()
    rate = learning_rate(tf.constant(5.0), tf.constant(10.0))
    return rate * attention(query, memory, mask)


if __name__ == "__main__":
    traced = main()
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(traced, main(), rtol=1e-5)
    tf.config.run_functions_eagerly(False)
    try:
        learning_rate(tf.constant(1.0), tf.constant(0.0))
    except tf.errors.InvalidArgumentError as error:
        assert "warm-up takes at least one step" in str(error)
    else:
        raise AssertionError("the check was dropped")
    print("proved")
