"""Keras layers with gates: conditions of Python, of keras.ops, and under a decorator of their own."""
import keras
import numpy as np
import tensorflow as tf
from keras import ops


class EnergyGate(keras.layers.Layer):
    """Passes inputs on when their energy is high, else their mean."""

    def __init__(self, threshold=1.0, hard=False, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.hard = hard

    def call(self, inputs, training=False):
        energy = ops.mean(ops.square(inputs))
        if self.hard and not training:
            return inputs
        if len(inputs.shape) > 2:
            inputs = ops.reshape(inputs, (-1, int(np.prod(inputs.shape[1:]))))
        mean = ops.mean(inputs, axis=-1, keepdims=True) + ops.zeros_like(inputs)
        return ops.cond(energy > self.threshold, lambda: inputs, lambda: mean)


class Repeater(keras.layers.Layer):
    """Doubles small values until the largest exceeds one."""

    @tf.function
    def call(self, inputs):
        while tf.reduce_max(tf.abs(inputs)) < 1.0:
            inputs = inputs * 2.0
        return inputs


class Backbone(keras.Model):
    def __init__(self, depth=3):
        super().__init__()
        self.stack = [keras.layers.Dense(4, kernel_initializer="ones", name=f"dense_{i}") for i in range(depth)]
        self.gate = EnergyGate(threshold=5.0)
        self.repeater = Repeater()
        self.dropout = keras.layers.Dropout(0.5)

    def call(self, inputs, training=False, mask=None):
        x = self.repeater(inputs)
        for i, layer in enumerate(self.stack):
            x = layer(x)
            if i == len(self.stack) - 1:
                x = self.gate(x, training=training)
        if mask is not None:
            x = x * mask
        if training:
            x = self.dropout(x, training=True)
        batch = x.shape[0] or ops.shape(x)[0]
        return ops.reshape(x, (batch, 4))


def batches():
    rng = np.random.default_rng(2)
    return [scale * rng.uniform(0.1, 0.2, size=(2, 4)).astype(np.float32) for scale in (0.01, 1.0, 30.0)]


if __name__ == "__main__":
    model = Backbone()
    for batch in batches():
        graph = model.predict(batch, verbose=0)
        eager = model(batch).numpy()
        np.testing.assert_allclose(graph, eager, rtol=1e-5)
    gate = EnergyGate(threshold=0.5)
    quiet, loud = np.full((1, 2, 2), 0.1, np.float32), np.full((1, 2, 2), 3.0, np.float32)
    assert gate(quiet).shape == gate(loud).shape == (1, 4)
    model.compile(loss="mse", optimizer="sgd")
    losses = [model.test_on_batch(b, b) for b in batches()]
    manual = [float(np.mean((model(b).numpy() - b) ** 2)) for b in batches()]
    assert np.isfinite(losses).all() and np.isclose(losses[0], manual[0], rtol=1e-4)
    print("proved")
