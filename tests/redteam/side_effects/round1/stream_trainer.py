"""Training from dataset iterators: one kept as an attribute, one handed over as an argument."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


def stream(seed: int, size: int = 64):
    """An endless stream of (x, y) pairs for y = 3 x - 1."""
    x = tf.random.stateless_uniform([size, 1], [seed, 5])
    return tf.data.Dataset.from_tensor_slices((x, 3.0 * x - 1.0)).repeat().batch(8)


class StreamTrainer(tf.Module):
    def __init__(self, dataset):
        super().__init__()
        self.iterator = iter(dataset)
        self.slope = tf.Variable(0.0)
        self.intercept = tf.Variable(0.0)

    def _predict(self, x):
        return self.slope * x + self.intercept

    def _fit_batch(self, x, y, lr):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self._predict(x) - y))
        d_slope, d_intercept = tape.gradient(loss, [self.slope, self.intercept])
        self.slope.assign_sub(lr * d_slope)
        self.intercept.assign_sub(lr * d_intercept)
        return loss

    @tf.function
    def step(self):
        """One batch of the trainer's own stream."""
        x, y = next(self.iterator)
        return self._fit_batch(x, y, 0.5)

    @tf.function
    def steps(self, iterator, n):
        """Several batches of somebody else's stream."""
        total = 0.0
        for _ in tf.range(n):
            x, y = next(iterator)
            total += self._fit_batch(x, y, 0.1)
        for rate in iter([0.05, 0.01]):
            x, y = iterator.get_next()
            total += self._fit_batch(x, y, rate)
        return total


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    trainer = StreamTrainer(stream(1))
    other = iter(stream(2))
    outputs = []
    for _ in range(4):
        outputs.append(trainer.step().numpy())
        outputs.append(trainer.steps(other, tf.constant(3)).numpy())
        outputs.append(trainer.slope.numpy())
    tf.config.run_functions_eagerly(False)
    return outputs


if __name__ == "__main__":
    np.testing.assert_allclose(drive(True), drive(False), rtol=1e-4)
    print("proved")
