"""Custom Keras layers that pool sequences by attention."""
import math

import keras
import numpy as np
import tensorflow as tf


class Positions(keras.layers.Layer):
    """Adds sines and cosines; the table is made of static sizes."""

    def build(self, input_shape):
        steps, width = int(input_shape[1]), int(input_shape[2])
        angle = np.arange(steps)[:, None] / np.power(10.0, np.arange(width) / width)
        self.table = tf.constant(np.where(np.arange(width) % 2, np.cos(angle), np.sin(angle)), tf.float32)

    def call(self, inputs):
        return inputs + self.table * math.sqrt(inputs.shape[-1])


class AttentionPool(keras.layers.Layer):
    def __init__(self, rate=0.1, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate

    def build(self, input_shape):
        self.query = self.add_weight(shape=(input_shape[-1], 1), initializer="ones", name="query")

    def call(self, inputs, training=False):
        depth = float(inputs.shape[-1])
        scores = tf.squeeze(inputs @ self.query, axis=-1) / math.sqrt(depth)
        if training:
            scores += float(self.rate) / tf.cast(tf.shape(scores)[1], tf.float32)
        weights = tf.nn.softmax(scores, axis=1)
        return tf.reduce_sum(weights[..., None] * inputs, axis=1)


class SharpestPool(keras.layers.Layer):
    """Mixes the peak in; the helper is a graph of its own, in which casts are converted."""

    @tf.function
    def sharpness(self, inputs):
        peak = float(tf.reduce_max(tf.abs(inputs)))
        count = float(len(inputs))
        return tf.minimum(peak, count)

    def call(self, inputs):
        mean = tf.reduce_mean(inputs, axis=1)
        return mean / (1.0 + self.sharpness(inputs))


class Heads(keras.layers.Layer):
    def __init__(self, heads):
        super().__init__()
        self.heads = heads

    def call(self, inputs):
        batch, width = tf.shape(inputs)[0], inputs.shape[1]
        parts = [inputs[:, i :: self.heads] for i in range(min(self.heads, width))]
        joined = tf.concat(parts, axis=1)
        return tf.reshape(joined, [batch, inputs.shape[1]]) * tf.ones([inputs.shape[0] or 1, 1])


def network(pool):
    return keras.Sequential(
        [keras.Input((5, 4)), Positions(), pool, Heads(2), keras.layers.Dense(1, name=f"head_{pool.name}")]
    )


def train(pool, sequences, targets):
    model = network(pool)
    model.compile("sgd", "mse")
    model.fit(sequences, targets, batch_size=4, epochs=1, verbose=0)
    return model


def sentences(count=10):
    x = tf.random.stateless_normal([count, 5, 4], [6, 1])
    return x, tf.reduce_mean(x, axis=[1, 2])[:, None]


if __name__ == "__main__":
    x, y = sentences()
    for pool in (AttentionPool(), SharpestPool()):
        model = train(pool, x, y)
        eager = x
        for layer in model.layers:
            eager = layer(eager)
        assert np.allclose(model.predict(x, verbose=0), eager, atol=1e-4), pool.name
    print("proved")
