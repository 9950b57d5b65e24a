"""A classifier of accents: Keras layers that look at their inputs, and a loss with a temperature."""
import traceback

import keras
import numpy as np
import tensorflow as tf
from keras import ops


class GainControl(keras.layers.Layer):
    """Scales a batch so that its loudest value is one."""

    def call(self, inputs):
        loudest = float(ops.max(ops.abs(inputs)))  # expect: tf-python-cast
        return inputs / (loudest + 1e-6)


class StagedGainControl(keras.layers.Layer):
    def call(self, inputs):
        loudest = ops.cast(ops.max(ops.abs(inputs)), self.compute_dtype)
        return inputs / (loudest + 1e-6)


class FrameOrder(keras.layers.Layer):
    """Reverses the frames of each recording."""

    def call(self, inputs):
        reversed_frames = [inputs[k][::-1] for k in range(inputs.shape[0])]  # expect: tf-static-shape
        return ops.stack(reversed_frames)


class StagedFrameOrder(keras.layers.Layer):
    def call(self, inputs):
        order = range(inputs.shape[1] - 1, -1, -1)
        return ops.stack([inputs[:, k] for k in order], axis=1)


def tempered(temperature):
    """A loss with a temperature that Python knows."""
    scale = 1.0 / float(np.sqrt(temperature))

    def loss(y_true, y_pred):
        size = float(y_pred.shape[-1])
        logits = ops.log(y_pred + 1e-7) * scale
        return keras.losses.sparse_categorical_crossentropy(y_true, logits, from_logits=True) / size

    return loss


def model(*layers):
    keras.utils.set_random_seed(3)
    head = [keras.layers.Flatten(), keras.layers.Dense(2, activation="softmax")]
    return keras.Sequential([keras.Input((3, 2)), *layers, *head])


def recordings():
    rng = np.random.default_rng(5)
    return rng.normal(size=(4, 3, 2)).astype(np.float32), np.array([0, 1, 1, 0])


def failure(*layers):
    try:
        model(*layers).predict(recordings()[0], verbose=0)
    except (TypeError, ValueError):
        return traceback.format_exc()
    raise AssertionError("the layer ran in a graph")


if __name__ == "__main__":
    x, y = recordings()
    eager = GainControl()(FrameOrder()(x))
    staged = StagedGainControl()(StagedFrameOrder()(x))
    np.testing.assert_allclose(eager, staged, rtol=1e-5)
    network = model(StagedFrameOrder(), StagedGainControl())
    network.compile("sgd", loss=tempered(4.0))
    before = network.evaluate(x, y, verbose=0)
    manual = float(np.mean(tempered(4.0)(y, network(x))))
    assert abs(before - manual) < 1e-5
    np.testing.assert_allclose(network.predict(x, verbose=0), network(x), rtol=1e-5)
    text = failure(GainControl())
    assert "float(ops.max(ops.abs(inputs)))" in text and "float() argument must be" in text, text
    text = failure(FrameOrder())
    assert "range(inputs.shape[0])" in text and "'NoneType' object cannot be interpreted as an integer" in text, text
    print("proved")
