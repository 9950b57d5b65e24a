"""Synthetic sensor readings, and their augmentation."""

import numpy as np
import tensorflow as tf


def make_batches(count, size=8):
    """Batches of readings and the value to be predicted."""
    rng = np.random.default_rng(0)  # outside of tracing, and seeded: fine
    for _ in range(count):
        features = rng.normal(size=(size, 3)).astype("float32")
        yield tf.constant(features), tf.constant(features.sum(axis=1, keepdims=True))


@tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
def jitter(features):
    """Shift a batch by a random amount. The amount is drawn once, while tracing."""
    shift = np.random.uniform(-0.1, 0.1)
    return features + tf.cast(shift, tf.float32)


@tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
def add_noise(features):
    """Add noise with TensorFlow's own operation: new at each call."""
    return features + tf.random.normal(tf.shape(features), stddev=0.01)
