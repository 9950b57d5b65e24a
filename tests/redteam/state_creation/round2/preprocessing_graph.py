"""Image preprocessing written with stateless Keras layers and models inside the traced function."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf

MEAN, VARIANCE = 0.4, 0.09


def activation_head(width: int) -> keras.Model:
    inputs = keras.Input((width,))
    outputs = keras.layers.ReLU(max_value=1.0)(inputs)
    return keras.Model(inputs, outputs)


def normalise(images: tf.Tensor) -> tf.Tensor:
    layer = keras.layers.Normalization(axis=None, mean=MEAN, variance=VARIANCE)
    return layer(images)


@tf.custom_gradient
def straight_through(x: tf.Tensor):
    def grad(upstream):
        return tf.clip_by_value(upstream, -1.0, 1.0)

    return tf.round(x), grad


@tf.function(input_signature=[tf.TensorSpec([None, None, None, 1], tf.float32)])
def preprocess(images: tf.Tensor) -> tf.Tensor:
    images = keras.layers.Rescaling(1.0 / 255.0)(images)
    images = keras.layers.Resizing(4, 4)(images)
    images = keras.layers.CenterCrop(2, 2)(images)
    images = normalise(images)
    padded = keras.layers.ZeroPadding2D(1)(images)
    pooled = keras.layers.GlobalAveragePooling2D()(padded)
    flat = keras.layers.Flatten()(images)
    joined = keras.layers.Concatenate()([flat, pooled])
    squashed = keras.Sequential([keras.layers.Softmax(), keras.layers.Reshape((5, 1))])(joined)
    return tf.squeeze(squashed, axis=-1)


@tf.function
def codes(features: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    with tf.GradientTape() as tape:
        tape.watch(features)
        head = activation_head(features.shape[-1])
        loss = tf.reduce_sum(straight_through(4.0 * head(features)))
    return loss, tape.gradient(loss, features)


if __name__ == "__main__":
    batches = [tf.reshape(tf.range(36.0), [1, 6, 6, 1]) * k for k in (1, 3, 7)]
    runs = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        values = []
        for batch in batches:
            features = preprocess(batch)
            loss, gradient = codes(features)
            values.append(np.concatenate([features.numpy().ravel(), [loss.numpy()], gradient.numpy().ravel()]))
        runs[eagerly] = values
    np.testing.assert_allclose(runs[True], runs[False], rtol=1e-4, atol=1e-6)
    print("proved")
