"""Single-image super resolution, fitted to one image at a time."""
from __future__ import annotations

import functools

import keras
import numpy as np
import tensorflow as tf

make_optimizer = functools.partial(keras.optimizers.Adam, learning_rate=0.05)


class Upscaler:
    """A learned residual over nearest-neighbour upsampling."""

    def __init__(self, size: int) -> None:
        self.residual = tf.Variable(tf.zeros([1, 2 * size, 2 * size, 1]))
        self.enlarge = keras.layers.UpSampling2D(2)
        self.shrink = keras.layers.AveragePooling2D(2)

    def __call__(self, image: tf.Tensor) -> tf.Tensor:
        return self.enlarge(image) + self.residual

    def loss(self, image: tf.Tensor) -> tf.Tensor:
        cycle = self.shrink(self(image))
        smooth = tf.reduce_mean(tf.image.total_variation(self.residual))
        return tf.reduce_mean(tf.square(cycle - image)) + 1e-3 * smooth


class ImageFitter:
    def __init__(self, upscaler: Upscaler) -> None:
        self.upscaler = upscaler

    @tf.function
    def fit_image(self, image: tf.Tensor) -> tf.Tensor:
        """A burst of steps with an optimizer of its own for each image."""
        optimizer = make_optimizer()  # expect: tf-layer-creation
        for _ in range(2):
            with tf.GradientTape() as tape:
                loss = self.upscaler.loss(image)
            gradient = tape.gradient(loss, self.upscaler.residual)
            optimizer.apply_gradients([(gradient, self.upscaler.residual)])
        return loss

    @tf.function
    def preview(self, image: tf.Tensor) -> tf.Tensor:
        return tf.clip_by_value(self.upscaler(image), 0.0, 1.0)


if __name__ == "__main__":
    image = tf.constant(np.linspace(0, 1, 16).reshape(1, 4, 4, 1), tf.float32)
    fitter = ImageFitter(Upscaler(4))
    tf.config.run_functions_eagerly(True)
    for _ in range(3):
        assert float(fitter.fit_image(image)) >= 0.0
    seen = fitter.preview(image)
    tf.config.run_functions_eagerly(False)
    for _ in range(3):
        np.testing.assert_allclose(fitter.preview(image), seen)
    try:
        fitter.fit_image(image)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
