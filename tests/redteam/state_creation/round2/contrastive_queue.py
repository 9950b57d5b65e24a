"""A memory queue of negatives for momentum-contrast pre-training."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class NegativeQueue(tf.Module):
    def __init__(self, size: int, width: int) -> None:
        super().__init__()
        self.size = size
        self.keys = tf.Variable(tf.zeros([size, width]), trainable=False)
        self.pointer = tf.Variable(0, trainable=False)

    def advance(self, count: int) -> None:
        self.pointer = (self.pointer + count) % self.size  # expect: tf-variable-rebound  allow: tf-tensor-leak, tf-attribute-mutation

    def enqueue(self, keys: tf.Tensor) -> None:
        count = keys.shape[0]
        rows = (self.pointer + tf.range(count)) % self.size
        self.keys.scatter_update(tf.IndexedSlices(keys, rows))
        self.advance(count)


class MomentumContrast(NegativeQueue):
    """InfoNCE against the queue.

    Args:
        size: number of negatives.
        width: width of an embedding.
        temperature: softmax temperature.
    """

    def __init__(self, size: int, width: int, temperature: float = 0.2) -> None:
        super().__init__(size, width)
        self.temperature = temperature
        self.step = tf.function(self._step)

    def _step(self, queries: tf.Tensor, keys: tf.Tensor) -> tf.Tensor:
        positives = tf.reduce_sum(queries * keys, axis=1, keepdims=True)
        negatives = tf.matmul(queries, self.keys, transpose_b=True)
        logits = tf.concat([positives, negatives], axis=1) / self.temperature
        labels = tf.zeros([tf.shape(queries)[0]], tf.int32)
        self.enqueue(keys)
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))


def pretrain(model: MomentumContrast, steps: int) -> list[float]:
    return [float(model.step(tf.fill([2, 3], k + 1.0), tf.fill([2, 3], k + 1.0))) for k in range(steps)]


if __name__ == "__main__":
    runs = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        model = MomentumContrast(6, 3)
        pretrain(model, 3)
        runs[eagerly] = model.keys.numpy()[:, 0]
    np.testing.assert_allclose(runs[True], [1, 1, 2, 2, 3, 3])
    np.testing.assert_allclose(runs[False], [3, 3, 0, 0, 0, 0])
    assert not hasattr(model.pointer, "numpy"), "the pointer became a tensor of the trace"
    print("proved")
