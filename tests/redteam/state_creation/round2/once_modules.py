"""Sonnet-style modules: parameters are created by a method that runs only once an instance."""
from __future__ import annotations

import functools

import numpy as np
import tensorflow as tf


def once(method):
    """Lets a method run on the first call on each instance and ignores later calls."""
    flag = "_once_" + method.__name__

    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        if getattr(self, flag, False):
            return
        method(self, *args, **kwargs)
        setattr(self, flag, True)

    return wrapper


class Linear(tf.Module):
    def __init__(self, units: int, name: str | None = None) -> None:
        super().__init__(name=name)
        self.units = units

    @once
    def _initialize(self, inputs: tf.Tensor) -> None:
        width = inputs.shape[-1]
        self.w = tf.Variable(tf.fill([width, self.units], 1.0 / width), name="w")
        self.b = tf.Variable(tf.zeros([self.units]), name="b")

    def __call__(self, inputs: tf.Tensor) -> tf.Tensor:
        self._initialize(inputs)
        return tf.matmul(inputs, self.w) + self.b


class Mlp(tf.Module):
    def __init__(self, widths: tuple[int, ...]) -> None:
        super().__init__()
        self.layers = [Linear(width, name=f"linear_{i}") for i, width in enumerate(widths)]

    @tf.function
    def __call__(self, inputs: tf.Tensor) -> tf.Tensor:
        hidden = inputs
        for layer in self.layers[:-1]:
            hidden = tf.nn.relu(layer(hidden))
        return self.layers[-1](hidden)


@tf.function
def update(mlp: Mlp, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(mlp(x) - y))
    for variable, gradient in zip(mlp.trainable_variables, tape.gradient(loss, mlp.trainable_variables)):
        variable.assign_sub(0.05 * gradient)
    return loss


if __name__ == "__main__":
    runs = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        mlp = Mlp((4, 3, 1))
        runs.append([float(update(mlp, tf.fill([2, 2], k + 1.0), tf.ones([2, 1]))) for k in range(4)])  # allow: tf-object-arg
        assert len(mlp.variables) == 6
    np.testing.assert_allclose(*runs, rtol=1e-4)
    print("proved")
