"""Heat on a plate: the big arrays are arguments, variables, or made by operations."""
from __future__ import annotations

from typing import Callable

import numpy as np
import tensorflow as tf

Step = Callable[[tf.Tensor, tf.Tensor], tf.Tensor]


def coordinates(size: int) -> tuple[np.ndarray, np.ndarray]:
    axis = np.linspace(-1.0, 1.0, size)
    return tuple(np.meshgrid(axis, axis))


def make_step(size: int, seconds: float) -> Step:
    """A step of the heat equation; conductivity comes with every call."""
    x, y = coordinates(size)
    spacing = float(x[0, 1] - x[0, 0])
    assert y.nbytes > 2**19
    rate = seconds / spacing**2
    rim = np.linspace(0.0, 1.0, size, dtype=np.float32)

    def laplacian(heat: tf.Tensor) -> tf.Tensor:
        padded = tf.pad(heat, [[1, 1], [1, 1]], "SYMMETRIC")
        vertical = padded[2:, 1:-1] + padded[:-2, 1:-1]
        horizontal = padded[1:-1, 2:] + padded[1:-1, :-2]
        return vertical + horizontal - 4.0 * heat

    def mask(heat: tf.Tensor) -> tf.Tensor:
        """Everything but the rim, made where it is needed."""
        rows, columns = x.shape
        return tf.pad(tf.ones([rows - 2, columns - 2], heat.dtype), [[1, 1], [1, 1]])

    def step(heat: tf.Tensor, conductivity: tf.Tensor) -> tf.Tensor:
        inner = heat + rate * conductivity * laplacian(heat)
        return tf.where(mask(heat) > 0.0, inner, rim[:, None])

    return step


class Plate:
    def __init__(self, size: int) -> None:
        x, y = coordinates(size)
        self.heat = tf.Variable(np.exp(-8.0 * (x**2 + y**2)).astype(np.float32))
        self.conductivity = (1.0 + 0.5 * x).astype(np.float32)
        self.step = tf.function(make_step(size, 1e-6))

    def run(self, steps: int) -> list[float]:
        highest = []
        for _ in range(steps):
            self.heat.assign(self.step(self.heat, self.conductivity))
            self.conductivity *= 0.5
            highest.append(float(tf.reduce_mean(self.heat)))
        return highest


if __name__ == "__main__":
    plate = Plate(400)
    graph = plate.run(3)
    concrete = plate.step.get_concrete_function(plate.heat, plate.conductivity)
    assert len(concrete.graph.as_graph_def().SerializeToString()) < 60_000
    assert plate.step.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(Plate(400).run(3), graph, rtol=1e-5)
    print("proved")
