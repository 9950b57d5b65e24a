"""Progressive stacking: a network is trained at growing depth."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


class ProgressiveStack:
    """A stack of residual layers of which only the first ``depth`` are used.

    Args:
        width: number of features.
        depths: number of layers there are.
    """

    def __init__(self, width: int, depths: int) -> None:
        ones = keras.initializers.Constant(0.1)
        self.stack = [keras.layers.Dense(width, "tanh", kernel_initializer=ones) for _ in range(depths)]
        self.output = keras.layers.Dense(1, kernel_initializer=ones)

    @tf.function
    def forward(self, x: tf.Tensor, depth: int) -> tf.Tensor:
        for layer in self.stack[:depth]:
            x = x + layer(x)  # expect: tf-late-state-creation
        return self.output(x)


class PreparedStack(ProgressiveStack):
    """Builds everything at once."""

    def __init__(self, width: int, depths: int) -> None:
        super().__init__(width, depths)
        for layer in [*self.stack, self.output]:
            layer.build((None, width))


def grow(stack: ProgressiveStack, x: tf.Tensor) -> list[float]:
    """Mean output at each depth."""
    means = []
    for depth in (1, 2, 3):
        means.append(float(tf.reduce_mean(stack.forward(x, depth))))  # allow: tf-python-scalar-arg
    return means


if __name__ == "__main__":
    batch = tf.ones([2, 3])
    prepared = grow(PreparedStack(3, 3), batch)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(grow(ProgressiveStack(3, 3), batch), prepared, rtol=1e-5)
    tf.config.run_functions_eagerly(False)
    stack = ProgressiveStack(3, 3)
    for _ in range(3):
        assert abs(float(tf.reduce_mean(stack.forward(batch, 1))) - prepared[0]) < 1e-5
    try:
        grow(stack, batch)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "x = x + layer(x)" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
