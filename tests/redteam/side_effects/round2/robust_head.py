"""A regression head that puts stateless Keras objects together inside its compiled step."""

from __future__ import annotations

import numpy as np
import tensorflow as tf
from tensorflow import keras


class RobustHead(tf.Module):
    """A linear read-out on pooled features, trained with a Huber loss."""

    def __init__(self, channels: int):
        super().__init__()
        self.kernel = tf.Variable(tf.ones([channels, 1]) / channels)
        self.optimizer = keras.optimizers.SGD(0.05, momentum=0.9)
        self.mean_loss = keras.metrics.Mean()
        self.error = keras.metrics.MeanAbsoluteError()

    def features(self, images):
        pooled = keras.layers.MaxPooling2D(2)(images)
        padded = keras.layers.ZeroPadding2D(1)(pooled)
        active = keras.layers.ReLU(negative_slope=0.1)(padded)
        flat = keras.layers.Rescaling(0.5)(active)
        return tf.reduce_mean(flat, axis=[1, 2])

    def _loss(self, targets, predictions):
        huber = keras.losses.Huber(delta=0.5)
        schedule = keras.optimizers.schedules.ExponentialDecay(1.0, 10, 0.9)
        weight = schedule(tf.cast(self.optimizer.iterations, tf.float32))
        return weight * huber(targets, predictions)

    @tf.function
    def train_step(self, images, targets):
        with tf.GradientTape() as tape:
            predictions = tf.matmul(self.features(images), self.kernel)
            loss = self._loss(targets, predictions)
        gradients = tape.gradient(loss, [self.kernel])
        self.optimizer.apply_gradients(zip(gradients, [self.kernel]))
        self.mean_loss.update_state(loss)
        self.error.update_state(targets, predictions)
        return loss

    def end_epoch(self) -> dict[str, float]:
        """Reads and resets the metrics, eagerly."""
        result = {"loss": float(self.mean_loss.result()), "mae": float(self.error.result())}
        for metric in (self.mean_loss, self.error):
            metric.reset_state()
        return result


def make_batch(seed: int):
    images = tf.random.stateless_normal([3, 6, 6, 2], [seed, 4])
    return images, tf.reduce_max(images, axis=[1, 2])[:, :1]


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    head = RobustHead(2)
    losses, epochs = [], []
    for epoch in range(2):
        losses.extend(float(head.train_step(*make_batch(10 * epoch + k))) for k in range(3))
        epochs.append(head.end_epoch())
    tf.config.run_functions_eagerly(False)
    return losses, [list(epoch.values()) for epoch in epochs], head.kernel.numpy()


if __name__ == "__main__":
    for eager_part, graph_part in zip(drive(True), drive(False), strict=True):
        np.testing.assert_allclose(eager_part, graph_part, rtol=1e-4, atol=1e-6)
    print("proved")
