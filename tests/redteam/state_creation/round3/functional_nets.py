"""Networks in the functional style: layers are descriptions, parameters are tensors that travel along."""
from __future__ import annotations

import dataclasses
from typing import NamedTuple

import numpy as np
import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class Dense:
    """Describes an affine map; holds no parameters."""

    units: int

    def init(self, seed: tf.Tensor, width: int) -> tuple[tf.Tensor, tf.Tensor]:
        kernel = tf.random.stateless_normal([width, self.units], seed)
        return kernel, tf.zeros([self.units])

    def apply(self, params: tuple[tf.Tensor, tf.Tensor], x: tf.Tensor) -> tf.Tensor:
        kernel, bias = params
        return tf.matmul(x, kernel) + bias


@dataclasses.dataclass(frozen=True)
class Sequential:
    layers: tuple[Dense, ...]

    def init(self, seed: tf.Tensor, width: int) -> list[tuple[tf.Tensor, tf.Tensor]]:
        params = []
        for index, layer in enumerate(self.layers):
            params.append(layer.init(seed + index, width))
            width = layer.units
        return params

    def apply(self, params, x: tf.Tensor) -> tf.Tensor:
        for layer, own in zip(self.layers, params):
            x = tf.tanh(layer.apply(own, x))
        return x


class AdamState(NamedTuple):
    first: tf.Tensor
    second: tf.Tensor


class Adam:
    """Adam on a single tensor; the state goes in and comes out."""

    def __init__(self, rate: float = 0.1) -> None:
        self.rate = rate

    def init(self, value: tf.Tensor) -> AdamState:
        return AdamState(tf.zeros_like(value), tf.zeros_like(value))

    def update(self, value: tf.Tensor, gradient: tf.Tensor, state: AdamState) -> tuple[tf.Tensor, AdamState]:
        state = AdamState(0.9 * state.first + 0.1 * gradient, 0.99 * state.second + 0.01 * gradient**2)
        return value - self.rate * state.first / (tf.sqrt(state.second) + 1e-8), state


@tf.function
def embed(x: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """A random two-layer feature map."""
    network = Sequential((Dense(4), Dense(2)))
    return network.apply(network.init(seed, x.shape[-1]), x)


@tf.function
def minimise(start: tf.Tensor) -> tf.Tensor:
    """Ten Adam steps on a parabola."""
    optimizer = Adam(rate=0.2)
    value, state = start, optimizer.init(start)
    for _ in range(10):
        value, state = optimizer.update(value, 2.0 * (value - 1.0), state)
    return value


if __name__ == "__main__":
    inputs = [tf.fill([2, 3], scale) for scale in (0.1, 0.5, 1.0)]
    seed = tf.constant([1, 2])
    graph = [(embed(x, seed).numpy(), minimise(x[0]).numpy()) for x in inputs]
    tf.config.run_functions_eagerly(True)
    for x, (features, minimum) in zip(inputs, graph):
        np.testing.assert_allclose(embed(x, seed), features, rtol=1e-5)
        np.testing.assert_allclose(minimise(x[0]), minimum, rtol=1e-5)
    print("proved")
