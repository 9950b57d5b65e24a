"""Finds the leaf of an implicit octree in which a point of a scan lies."""
from __future__ import annotations

from dataclasses import dataclass, field

import tensorflow as tf


@dataclass
class OctreeConfig:
    origin: tuple = (0.0, 0.0, 0.0)
    extent: float = 8.0
    leaf: float = 0.5
    names: list = field(default_factory=lambda: ["x", "y", "z"])


class Octree(tf.Module):
    def __init__(self, config: OctreeConfig):
        super().__init__()
        self.config = config
        self.origin = tf.constant(config.origin)
        self.visits = tf.Variable(0, trainable=False)

    def _octant(self, point, corner, size):
        return tf.cast(point >= corner + size / 2.0, tf.float32)

    def _descend(self, point, corner, size):
        if size > self.config.leaf:
            half = self._octant(point, corner, size)
            return self._descend(point, corner + half * size / 2.0, size / 2.0)  # expect: tf-recursion
        return corner

    @tf.function
    def leaf_of(self, point, size):
        self.visits.assign_add(1)
        return self._descend(point, self.origin, size)

    @tf.function
    def leaf_by_rounding(self, point):
        self.visits.assign_add(1)
        cells = tf.floor((point - self.origin) / self.config.leaf)
        return self.origin + cells * self.config.leaf

    def describe(self, corner):
        return {name: float(value) for name, value in zip(self.config.names, corner.numpy())}


def scan():
    return tf.constant([[0.6, 7.9, 3.3], [5.1, 0.2, 4.0], [2.26, 2.74, 7.49]])


if __name__ == "__main__":
    tree = Octree(OctreeConfig())
    size = tf.constant(8.0)
    for point in scan():
        by_descent = Octree.leaf_of.python_function(tree, point, size)
        by_rounding = tree.leaf_by_rounding(point)
        assert tree.describe(by_descent) == tree.describe(by_rounding)
    assert int(tree.visits) == 6
    try:
        tree.leaf_of(scan()[0], size)
    except Exception as error:
        assert "maximum recursion depth exceeded" in str(error), error
        assert type(error).__name__ == "StagingError"
    else:
        raise AssertionError("no end was to be found while tracing")
    print("proved")
