"""A hypernetwork whose parts come to be on first use."""

from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


class LowRank(keras.layers.Layer):
    """x U V; weights are made in `build`."""

    def __init__(self, units: int, rank: int = 2, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.rank = rank

    def build(self, input_shape):
        self.u = self.add_weight(shape=(input_shape[-1], self.rank), initializer="ones")
        self.v = self.add_weight(shape=(self.rank, self.units), initializer="ones")
        self.input_width = input_shape[-1]
        super().build(input_shape)

    def call(self, x):
        return x @ self.u @ self.v


class Shift(tf.Module):
    """Adds a learned offset of the right size."""

    def __init__(self):
        super().__init__()
        self._offset = None
        self._units = {}

    def offset(self, width: int):
        if self._offset is None:
            self._offset = tf.Variable(tf.zeros([width]))
        return self._offset

    def unit(self, width: int):
        """Basis vector; kept as NumPy."""
        try:
            return self._units[width]
        except KeyError:
            self._units[width] = np.eye(width, dtype=np.float32)[0]
            return self._units[width]

    def __call__(self, x):
        offset = self.offset(x.shape[-1])
        offset.assign_add(0.1 * self.unit(x.shape[-1]))
        return x + offset


class HyperNetwork:
    """Scales the output of a base by a generated gain."""

    def __init__(self, units: int):
        self.base = LowRank(units)
        self.gain = keras.layers.Dense(units, kernel_initializer="ones", activation="softplus")
        self.shift = Shift()
        self.optimizer = keras.optimizers.Adam(0.01)

    def forward(self, x, task):
        return self.shift(self.base(x) * self.gain(task))

    @tf.function
    def train(self, x, task, target):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.forward(x, task) - target) ** 2)
        variables = self.base.trainable_variables + self.gain.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss


def run(eager: bool, steps: int = 4):
    tf.config.run_functions_eagerly(eager)
    network, losses = HyperNetwork(3), []
    for seed in range(steps):
        x = tf.random.stateless_normal([4, 2], [seed, 0])
        losses.append(float(network.train(x, tf.ones([4, 1]), tf.ones([4, 3]))))
    return losses, network.base.u.numpy(), network.shift.offset(3).numpy(), network.base.input_width


if __name__ == "__main__":
    for a, b in zip(run(True), run(False)):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)
    print("proved")
