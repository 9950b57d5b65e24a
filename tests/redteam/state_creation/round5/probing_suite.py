"""Linear probes over the layers of a frozen network."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


class FrozenNetwork:
    """Fixed random features, one array for each depth."""

    def __init__(self, depths: int, width: int) -> None:
        rng = np.random.default_rng(0)
        self.kernels = [rng.normal(size=[width, width]).astype(np.float32) for _ in range(depths)]

    def activations(self, x: tf.Tensor, depth: int) -> tf.Tensor:
        for kernel in self.kernels[: depth + 1]:
            x = tf.tanh(tf.matmul(x, kernel))
        return x


class ProbeSuite:
    def __init__(self, network: FrozenNetwork, classes: int) -> None:
        self.network = network
        self.classes = classes
        self._probes: dict[int, keras.layers.Layer] = {}

    def _make_probe(self, depth: int) -> keras.layers.Layer:
        probe = self._probes.get(depth)
        if probe is None:
            probe = keras.layers.Dense(self.classes, kernel_initializer="ones", name=f"probe_{depth}")  # expect: tf-late-state-creation
            self._probes[depth] = probe
        return probe

    @tf.function
    def logits(self, x: tf.Tensor, depth: int) -> tf.Tensor:
        hidden = self.network.activations(x, depth)
        return self._make_probe(depth)(hidden)  # allow: tf-late-state-creation

    def sweep(self, x: tf.Tensor) -> list[np.ndarray]:
        return [self.logits(x, depth).numpy() for depth in range(len(self.network.kernels))]  # allow: tf-python-scalar-arg


if __name__ == "__main__":
    batch = tf.ones([2, 3])
    suite = ProbeSuite(FrozenNetwork(2, 3), 2)
    tf.config.run_functions_eagerly(True)
    expected = suite.sweep(batch)
    tf.config.run_functions_eagerly(False)
    for _ in range(2):
        np.testing.assert_allclose(suite.sweep(batch), expected, rtol=1e-5)
    fresh = ProbeSuite(FrozenNetwork(2, 3), 2)
    for _ in range(3):
        np.testing.assert_allclose(fresh.logits(batch, 0), expected[0], rtol=1e-5)
    try:
        fresh.logits(batch, 1)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
