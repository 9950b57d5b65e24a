"""Segments photographs of coral reefs: layers whose setup uses NumPy, math and plain numbers."""
import math

import keras
import numpy as np
import tensorflow as tf


@keras.saving.register_keras_serializable("coral")
class FixedBlur(keras.layers.Layer):
    """A Gaussian blur whose kernel is computed once."""

    def __init__(self, sigma=1.0, **kwargs):
        super().__init__(**kwargs)
        self.sigma = float(sigma)
        self.radius = int(math.ceil(2.0 * self.sigma))

    def build(self, input_shape):
        channels = int(input_shape[-1])
        line = np.exp(-0.5 * np.square(np.arange(-self.radius, self.radius + 1) / self.sigma))
        kernel = np.outer(line, line)
        kernel = np.repeat((kernel / np.sum(kernel))[:, :, None, None], channels, axis=2)
        self.kernel = self.add_weight(
            shape=kernel.shape,
            initializer=lambda shape, dtype: tf.constant(kernel, dtype),
            trainable=False,
            name=f"kernel_{channels}",
        )
        self.fan = math.sqrt(np.prod(kernel.shape[:2]))

    def call(self, inputs):
        assert inputs.shape[-1] == self.kernel.shape[2], f"{inputs.shape[-1]} channels"
        blurred = tf.nn.depthwise_conv2d(inputs, self.kernel, [1, 1, 1, 1], "SAME")
        height, width = inputs.shape[1], inputs.shape[2]
        area = height * width
        return blurred / (1.0 + 0.0 * area) * (self.fan / self.fan)

    def get_config(self):
        return {**super().get_config(), "sigma": self.sigma}


class Overlap(keras.metrics.Metric):
    """Mean overlap of predicted and true masks."""

    def __init__(self, threshold=0.5, name="overlap"):
        super().__init__(name=name)
        self.threshold = float(np.clip(threshold, 0.0, 1.0))
        self.total = self.add_weight(shape=(), initializer="zeros", name="total")
        self.count = self.add_weight(shape=(), initializer="zeros", name="count")

    def update_state(self, y_true, y_pred, sample_weight=None):
        truth, found = y_true > 0.5, y_pred > self.threshold
        both = tf.reduce_sum(tf.cast(truth & found, tf.float32), axis=[1, 2, 3])
        either = tf.reduce_sum(tf.cast(truth | found, tf.float32), axis=[1, 2, 3])
        self.total.assign_add(tf.reduce_sum(tf.math.divide_no_nan(both, either)))
        self.count.assign_add(tf.cast(tf.shape(either)[0], tf.float32))

    def result(self):
        return self.total / self.count


def model():
    keras.utils.set_random_seed(1)
    layers = [keras.Input((6, 6, 2)), FixedBlur(0.7), keras.layers.Conv2D(1, 1, activation="sigmoid")]
    return keras.Sequential(layers)


def reef():
    images = np.random.default_rng(0).uniform(size=(5, 6, 6, 2)).astype(np.float32)
    return images, (images[..., :1] > 0.5).astype(np.float32)


def scores(eagerly):
    network = model()
    network.compile("sgd", "binary_crossentropy", metrics=[Overlap()], run_eagerly=eagerly)
    x, y = reef()
    history = network.fit(x, y, batch_size=2, epochs=2, shuffle=False, verbose=0).history
    return history["loss"] + history["overlap"] + network.evaluate(x, y, batch_size=2, verbose=0)


if __name__ == "__main__":
    np.testing.assert_allclose(scores(False), scores(True), rtol=1e-4)
    x, _ = reef()
    network = model()
    np.testing.assert_allclose(network.predict(x, verbose=0), network(x), rtol=1e-5)
    restored = FixedBlur.from_config(network.layers[0].get_config())
    assert restored.sigma == 0.7 and restored.radius == 2
    print("proved")
