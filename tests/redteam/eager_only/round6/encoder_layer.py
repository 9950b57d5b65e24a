"""A transformer encoder for short fixed-length sequences, as Keras layers."""
import math

import keras
import numpy as np
import tensorflow as tf

LENGTH, WIDTH = 6, 8


def sinusoids(length, width):
    position = np.arange(length)[:, None]
    rate = np.exp(-math.log(10000.0) * np.arange(0, width, 2) / width)
    table = np.zeros((length, width), dtype="float32")
    table[:, 0::2] = np.sin(position * rate)
    table[:, 1::2] = np.cos(position * rate)
    return table


class Encoder(keras.layers.Layer):
    def __init__(self, heads, dropout=0.1, **kwargs):
        super().__init__(**kwargs)
        self.heads = heads
        self.dropout = keras.layers.Dropout(dropout)

    def build(self, input_shape):
        width = int(input_shape[-1])
        bound = math.sqrt(6.0 / (width + 3 * width))
        self.qkv = self.add_weight(
            shape=(width, 3 * width), initializer=keras.initializers.RandomUniform(-bound, bound, seed=3)
        )
        self.positions = sinusoids(input_shape[1], width)

    def call(self, x, training=False):
        batch = tf.shape(x)[0]
        length, width = x.shape[1], int(x.shape[-1])
        depth = width // self.heads
        x = x + self.positions[:length]
        q, k, v = tf.split(tf.matmul(x, self.qkv), 3, axis=-1)
        q, k, v = (
            tf.transpose(tf.reshape(t, [batch, length, self.heads, depth]), [0, 2, 1, 3]) for t in (q, k, v)
        )
        scores = tf.matmul(q, k, transpose_b=True) / math.sqrt(depth)
        scores += np.triu(np.full((length, length), -1e9, dtype="float32"), k=1)
        mixed = tf.matmul(tf.nn.softmax(scores), v)
        mixed = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [-1, length, width])
        return x + self.dropout(mixed, training=training)


def make_model():
    inputs = keras.Input((LENGTH, WIDTH))
    hidden = Encoder(heads=2)(inputs)
    outputs = keras.layers.Dense(1)(keras.layers.Flatten()(hidden))
    model = keras.Model(inputs, outputs)
    model.compile("adam", "mse")
    return model


def main():
    x = np.random.default_rng(5).normal(size=(10, LENGTH, WIDTH)).astype("float32")
    y = x.mean(axis=(1, 2), keepdims=False)[:, None]
    model = make_model()
    history = model.fit(x, y, batch_size=4, epochs=2, verbose=0)
    return model, x, history.history["loss"]


if __name__ == "__main__":
    model, x, losses = main()
    assert len(losses) == 2 and all(np.isfinite(losses))
    traced = tf.function(model, input_signature=[tf.TensorSpec([None, LENGTH, WIDTH])])
    np.testing.assert_allclose(traced(x[:3]), model(x[:3]), atol=1e-5)
    print("proved")
