"""A resizing model that knows which shapes it has met, for the sake of documentation."""

from __future__ import annotations

import functools

import numpy as np
import tensorflow as tf


@functools.lru_cache(maxsize=None)
def hann_window(height: int, width: int) -> np.ndarray:
    """A two-dimensional Hann window, computed once a size."""
    return np.outer(np.hanning(height), np.hanning(width)).astype("float32")


class ShapeRegistry:
    """Static shapes in the order of their first use."""

    def __init__(self):
        self._seen: set[tuple[int, ...]] = set()
        self._order: list[tuple[int, ...]] = []
        self._cells: dict[tuple[int, ...], int] = {}

    def register(self, shape: tuple[int, ...]) -> int:
        """Number of cells of a shape; remembers shapes it had not met."""
        if shape not in self._seen:
            self._seen.add(shape)
            self._order.append(shape)
        cells = self._cells.get(shape)
        if cells is None:
            cells = int(np.prod(shape))
            self._cells[shape] = cells
        return cells

    def describe(self) -> str:
        return ", ".join("x".join(map(str, shape)) for shape in self._order)


class SpectrumModel:
    """Windowed power spectra of images of a few fixed sizes."""

    def __init__(self, registry: ShapeRegistry):
        self.registry = registry
        self.energy = tf.Variable(0.0, trainable=False)

    @tf.function
    def __call__(self, image):
        height, width = image.shape
        cells = self.registry.register((height, width))
        windowed = image * hann_window(height, width)
        spectrum = tf.abs(tf.signal.rfft2d(windowed)) ** 2
        power = tf.reduce_sum(spectrum) / cells
        self.energy.assign_add(power)
        return power


SIZES = ((4, 4), (6, 4), (4, 4), (8, 8), (6, 4))


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    registry = ShapeRegistry()
    model = SpectrumModel(registry)
    powers = [float(model(tf.random.stateless_normal(size, [k, 0]))) for k, size in enumerate(SIZES)]  # allow: tf-shape-retrace
    tf.config.run_functions_eagerly(False)
    return powers, registry, float(model.energy)


if __name__ == "__main__":
    eager_powers, eager_registry, eager_energy = drive(True)
    graph_powers, graph_registry, graph_energy = drive(False)
    np.testing.assert_allclose(eager_powers, graph_powers, rtol=1e-4)
    np.testing.assert_allclose(eager_energy, graph_energy, rtol=1e-4)
    assert eager_registry.describe() == graph_registry.describe() == "4x4, 6x4, 8x8"
    assert eager_registry._cells == graph_registry._cells
    print("proved")
