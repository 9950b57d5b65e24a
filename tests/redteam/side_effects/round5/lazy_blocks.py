"""Building blocks that make their weights when they see their first input."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class Block(tf.Module):
    """A dense block with lazy weights and a remembered input width."""

    def __init__(self, units: int, name: str):
        super().__init__(name=name)
        self.units = units
        self.built = False
        self.width = None
        self.mode = "new"

    def _build(self, width: int):
        rng = np.random.RandomState(self.units)
        self.kernel = tf.Variable(rng.normal(size=(width, self.units)), dtype=tf.float32)
        self.width = width

    def __call__(self, x):
        if not self.built:
            self._build(x.shape[-1])
            self.built = True
        self.mode = "called"
        return tf.matmul(x, self.kernel)


class Adapter(Block):
    """A block with an offset that is made beside the kernel, and a scale kept by name."""

    scales: dict[str, tf.Variable]

    def __init__(self, units: int, name: str):
        super().__init__(units, name)
        self.scales = {}

    def __call__(self, x):
        y = super().__call__(x)
        if not hasattr(self, "offset"):
            self.offset = tf.Variable(tf.zeros([self.units]))
        if self.name not in self.scales:
            self.scales[self.name] = tf.Variable(2.0)
        setattr(self, "mode", "adapted")
        self.offset.assign_add(tf.reduce_mean(y, axis=0))
        return self.scales[self.name] * y + self.offset


class Network:
    built_with: str | None = None

    def __init__(self):
        self.first = Block(4, "first")
        self.second = Adapter(2, "second")
        self.forward = tf.function(self._forward)

    def _forward(self, x):
        Network.built_with = "tensorflow"
        return self.second(tf.nn.relu(self.first(x)))


def run(eager: bool):
    tf.config.run_functions_eagerly(eager)
    Network.built_with = None
    network = Network()
    rng = np.random.default_rng(0)
    outputs = [network.forward(tf.constant(rng.normal(size=(3, 5)), tf.float32)).numpy() for _ in range(4)]
    tf.config.run_functions_eagerly(False)
    state = (network.first.mode, network.second.mode, network.first.width, network.second.width)
    return outputs, state, network.built_with, network.second.offset.numpy()


if __name__ == "__main__":
    eager, traced = run(True), run(False)
    np.testing.assert_allclose(eager[0], traced[0], rtol=1e-4, atol=1e-5)
    assert eager[1:3] == traced[1:3] == (("called", "adapted", 5, 4), "tensorflow")
    np.testing.assert_allclose(eager[3], traced[3], rtol=1e-4, atol=1e-5)
    print("proved")
