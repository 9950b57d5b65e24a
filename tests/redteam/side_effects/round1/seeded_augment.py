"""Reproducible augmentation for a benchmark: every random choice hangs on a fixed seed."""

from __future__ import annotations

import numpy as np
import tensorflow as tf
from tensorflow import keras


def _jitter_table(size: int, seed: int = 7) -> np.ndarray:
    """The same small offsets in every call, because the generator is made here."""
    rng = np.random.RandomState(seed)
    offsets = rng.uniform(-0.1, 0.1, size=size)
    rng.shuffle(offsets)
    return offsets.astype("float32")


def _channel_gain(channels: int):
    rng = np.random.default_rng(11)
    return tf.constant(1.0 + 0.05 * rng.standard_normal(channels), tf.float32)


def _projection(channels: int):
    return keras.initializers.GlorotUniform(seed=3)((channels, channels))


@tf.function(reduce_retracing=True)
def augment(image, seed):
    """Flips, jitters and recolours an image [height, width, channels]."""
    image = tf.image.stateless_random_flip_left_right(image, seed)
    image = tf.image.stateless_random_brightness(image, 0.2, seed)
    height, _, channels = image.shape
    image += _jitter_table(height)[:, None, None]
    image *= _channel_gain(channels)
    mixed = tf.einsum("hwc,cd->hwd", image, _projection(channels))
    keep = tf.random.stateless_uniform(tf.shape(mixed), seed) < 0.9
    return tf.where(keep, mixed, tf.zeros_like(mixed))


def dataset_order(n: int, epoch: int) -> list[int]:
    """The order of an epoch; drawn outside of any graph, so NumPy's global state is fine."""
    order = np.arange(n)
    np.random.seed(epoch)
    np.random.shuffle(order)
    return order.tolist()


def epoch_means(images, epoch: int, fn=augment):
    means = []
    for index in dataset_order(len(images), epoch):
        out = fn(images[index], tf.constant([epoch, index]))
        means.append(out.numpy())
    return means


if __name__ == "__main__":
    images = [tf.random.stateless_uniform([6, 5, 3], [k, k]) for k in range(4)]
    for epoch in range(3):
        graph = epoch_means(images, epoch)
        eager = epoch_means(images, epoch, augment.python_function)
        for a, b in zip(graph, eager, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)
    print("proved")
