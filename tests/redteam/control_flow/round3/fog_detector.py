"""Finds fog on road cameras: a model with an adaptive layer, and a loss that weighs hard hours."""
import traceback

import keras
import numpy as np
import tensorflow as tf


class Dehaze(keras.layers.Layer):
    """Stretches the contrast of dull pictures."""

    def __init__(self, floor=0.2, **options):
        super().__init__(**options)
        self.floor = floor

    def stretch(self, pixels):
        low = tf.reduce_min(pixels, axis=-1, keepdims=True)
        return (pixels - low) / (tf.reduce_max(pixels, axis=-1, keepdims=True) - low + 1e-3)

    def call(self, pixels, training=False):
        if training:
            pixels = pixels * 1.0
        if tf.math.reduce_std(pixels) < self.floor:  # expect: tf-keras-call-control-flow
            return self.stretch(pixels)
        return pixels


class StagedDehaze(Dehaze):
    @tf.function
    def call(self, pixels, training=False):
        if training:
            pixels = pixels * 1.0
        if tf.math.reduce_std(pixels) < self.floor:
            return self.stretch(pixels)
        return pixels


def hour_weight(share):
    weight = tf.constant(1.0)
    while weight * share < 0.5:  # expect: tf-keras-call-control-flow  # allow: tf-tensor-bool-unconverted
        weight = weight * 2.0
    return weight


def hard_hours(y_true, y_pred):
    """Rare fog counts more."""
    weight = hour_weight(tf.reduce_mean(y_true) + 0.1)
    return weight * tf.reduce_mean(tf.square(y_true - y_pred), axis=-1)


staged_weight = tf.function(hour_weight)


def staged_hard_hours(y_true, y_pred):
    weight = staged_weight(tf.reduce_mean(y_true) + 0.1)
    return weight * tf.reduce_mean(tf.square(y_true - y_pred), axis=-1)


def detector(layer, loss):
    keras.utils.set_random_seed(3)
    network = keras.Sequential([layer, keras.layers.Dense(1, activation="sigmoid")])
    network.compile(keras.optimizers.SGD(0.2), loss=loss)
    return network


def hours():
    pixels = np.random.default_rng(1).uniform(0.4, 0.6, size=(8, 5)).astype(np.float32)
    return pixels, (pixels[:, :1] > 0.5).astype(np.float32)


def train(layer, loss):
    network = detector(layer, loss)
    return network.fit(*hours(), batch_size=4, shuffle=False, epochs=2, verbose=0).history["loss"]


def refused(layer, loss):
    try:
        train(layer, loss)
    except (TypeError, ValueError) as error:
        return traceback.format_exc() + str(error)
    raise AssertionError("trained")


if __name__ == "__main__":
    pixels, fog = map(tf.constant, hours())
    for scale in (1.0, 5.0):
        dull, bright = Dehaze(), StagedDehaze()
        np.testing.assert_allclose(dull.call(scale * pixels), bright(scale * pixels), rtol=1e-6)
    np.testing.assert_allclose(hard_hours(fog, pixels[:, 1:2]), staged_hard_hours(fog, pixels[:, 1:2]))
    assert np.isfinite(train(StagedDehaze(), staged_hard_hours)).all()
    text = refused(Dehaze(), staged_hard_hours)
    assert "Using a symbolic `tf.Tensor` as a Python `bool`" in text, text
    assert "if tf.math.reduce_std(pixels) < self.floor:  # exp" in text, text
    text = refused(StagedDehaze(), hard_hours)
    assert "Using a symbolic `tf.Tensor` as a Python `bool`" in text, text
    assert "while weight * share < 0.5:  # exp" in text, text
    print("proved")
