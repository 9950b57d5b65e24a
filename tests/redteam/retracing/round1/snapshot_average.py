"""Averages the weights of all epochs so far after each epoch of training."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class SnapshotAverager:
    """Keeps a copy of the weights of every epoch."""

    def __init__(self) -> None:
        self.snapshots: list[tf.Tensor] = []

    def take(self, weights: tf.Variable) -> None:
        self.snapshots.append(tf.identity(weights))

    def blended(self) -> tf.Tensor:
        return blend(self.snapshots)  # expect: tf-python-container-arg


@tf.function
def blend(snapshots):
    """Weighted mean: later epochs count for more."""
    ranks = tf.range(1, len(snapshots) + 1, dtype=tf.float32)
    shares = ranks / tf.reduce_sum(ranks)
    return tf.tensordot(shares, tf.stack(snapshots), axes=1)


@tf.function
def train_epoch(weights, features, targets):
    for row in tf.range(tf.shape(features)[0]):
        error = tf.tensordot(features[row], weights, axes=1) - targets[row]
        weights.assign_sub(0.05 * error * features[row])
    return tf.reduce_mean(tf.square(tf.linalg.matvec(features, weights) - targets))


def train(epochs: int = 6) -> tuple[list[float], tf.Tensor]:
    generator = np.random.default_rng(8)
    features = tf.constant(generator.normal(size=[20, 3]), tf.float32)
    targets = tf.linalg.matvec(features, tf.constant([1.0, -2.0, 0.5]))
    weights = tf.Variable(tf.zeros([3]))
    averager = SnapshotAverager()
    losses = []
    for _ in range(epochs):
        losses.append(float(train_epoch(weights, features, targets)))
        averager.take(weights)
        smooth = averager.blended()
    return losses, smooth


def main() -> None:
    losses, smooth = train()
    print(losses[0], losses[-1], smooth.numpy())


if __name__ == "__main__":
    main()
    assert blend.experimental_get_tracing_count() == 6
    assert train_epoch.experimental_get_tracing_count() == 1
    control = tf.function(blend.python_function)
    for scale in (1.0, 2.0, 3.0):
        np.testing.assert_allclose(control([tf.fill([3], scale)] * 4), [scale] * 3, rtol=1e-6)
    assert control.experimental_get_tracing_count() == 1
    print("proved")
