"""Skiers descend a generated slope; the large map stays out of the graph."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import tensorflow as tf

RELIEF = np.random.default_rng(2).uniform(0.0, 50.0, size=(800, 400)).astype(np.float32)
SLOPE = tf.constant(RELIEF)
LIMITS = np.array(RELIEF.shape, np.int32) - 1


@dataclass
class Skier:
    """A row of positions and how far each of them slid."""

    cells: tf.Tensor
    drop: tf.Tensor

    def slide(self, direction: tf.Tensor) -> None:
        target = tf.clip_by_value(self.cells + direction, 0, LIMITS)
        here = tf.gather_nd(SLOPE, self.cells)
        there = tf.gather_nd(SLOPE, target)
        lower = there < here
        self.drop = self.drop + tf.where(lower, here - there, 0.0)
        self.cells = tf.where(lower[:, tf.newaxis], target, self.cells)


@tf.function
def descend(cells: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    skier = Skier(cells, tf.zeros([tf.shape(cells)[0]]))
    for direction in ([1, 0], [0, 1], [-1, 0], [0, -1]):
        skier.slide(tf.constant(direction))
    ridge = RELIEF[:, 0]
    return skier.cells, skier.drop + tf.gather(ridge, skier.cells[:, 0]) / float(RELIEF.size)


def tour(steps: int) -> tuple[np.ndarray, list[float]]:
    cells = tf.constant(np.random.default_rng(4).integers(0, 400, size=(10, 2)), tf.int32)
    drops = []
    for _ in range(steps):
        cells, drop = descend(cells)
        drops.append(float(tf.reduce_sum(drop)))
    return cells.numpy(), drops


if __name__ == "__main__":
    cells, drops = tour(4)
    assert descend.experimental_get_tracing_count() == 1
    graph = descend.get_concrete_function(tf.zeros([10, 2], tf.int32)).graph
    assert len(graph.as_graph_def().SerializeToString()) < 64 * 1024 < RELIEF.nbytes
    tf.config.run_functions_eagerly(True)
    again, same = tour(4)
    assert (cells == again).all()
    np.testing.assert_allclose(drops, same, rtol=1e-5)
    print("proved")
