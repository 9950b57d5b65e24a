"""Trains a segmentation head in phases; every phase runs some epochs."""
from unittest import mock

import keras
import numpy as np
import tensorflow as tf


def accelerate(function, enabled=True):
    """Project-wide switch for compiled execution."""
    if not enabled:
        return function
    return tf.function(function, reduce_retracing=True)  # allow: tf-function-in-loop


def dice_loss(truth, predicted, smooth=1.0):
    overlap = tf.reduce_sum(truth * predicted, axis=[1, 2, 3])
    total = tf.reduce_sum(truth + predicted, axis=[1, 2, 3])
    return tf.reduce_mean(1.0 - (2.0 * overlap + smooth) / (total + smooth))


class Segmenter:
    def __init__(self, loss=dice_loss):
        self.head = keras.Sequential([
            keras.Input([8, 8, 1]),
            keras.layers.Conv2D(2, 3, padding="same", activation="relu"),
            keras.layers.Conv2D(1, 1, activation="sigmoid"),
        ])
        self.loss = loss
        self.optimizer = keras.optimizers.Adam(1e-2)
        self.optimizer.build(self.head.trainable_variables)
        self.mean = keras.metrics.Mean()

    def _step(self, images, masks):
        with tf.GradientTape() as tape:
            loss = self.loss(masks, self.head(images, training=True))
        weights = self.head.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        self.mean.update_state(loss)
        return loss

    def run_epoch(self, dataset):
        step = accelerate(self._step)  # expect: tf-function-in-loop
        self.mean.reset_state()
        for images, masks in dataset:
            step(images, masks)
        return float(self.mean.result())

    def fit(self, dataset, phases):
        history = {}
        for name, (epochs, rate) in phases.items():
            self.optimizer.learning_rate.assign(rate)
            history[name] = [self.run_epoch(dataset) for _ in range(epochs)]
        return history


PHASES = {"warm": (1, 1e-3), "main": (3, 1e-2), "polish": (2, 1e-3)}


def blobs(count=6):
    images = np.random.default_rng(4).random([count, 8, 8, 1]).astype(np.float32)
    masks = (images > 0.5).astype(np.float32)
    return tf.data.Dataset.from_tensor_slices((images, masks)).batch(2, drop_remainder=True)


if __name__ == "__main__":
    spy = mock.Mock(wraps=dice_loss)
    losses = Segmenter(loss=spy).fit(blobs(), PHASES)
    assert [len(values) for values in losses.values()] == [1, 3, 2]
    assert spy.call_count == 6  # an epoch has three batches and one trace
    spy = mock.Mock(wraps=dice_loss)
    single = Segmenter(loss=spy)
    compiled = accelerate(single._step)
    for batch in blobs().repeat(3):
        compiled(*batch)
    assert spy.call_count == 1
    print("proved")
