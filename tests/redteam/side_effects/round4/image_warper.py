"""Affine warps of images; parameters have the names of builtins and modules."""

from __future__ import annotations

import collections
import math

import numpy as np
import tensorflow as tf

Warp = collections.namedtuple("Warp", ["matrix", "shift", "open"])


def rotation(time, random):
    """Rotation by `time`, with `random` added to the angle."""
    angle = time + random
    cos, sin = tf.cos(angle), tf.sin(angle)
    return tf.stack([tf.stack([cos, -sin]), tf.stack([sin, cos])])


def pixel_grid(height: int, width: int):
    """Centres of the pixels relative to the middle of the image."""
    grid = np.empty((height, width, 2), dtype=np.float32)
    for i in range(height):
        for j in range(width):
            grid[i, j] = i - (height - 1) / 2.0, j - (width - 1) / 2.0
    return grid.reshape(-1, 2)


class Builder:
    """Fluent construction of a warp inside one call."""

    def __init__(self):
        self.parts = []
        self.input = 0
        self.total = tf.zeros([2])

    def rotate(self, time, random=0.0):
        self.parts.append(rotation(time, random))
        self.input += 1
        return self

    def move(self, offset):
        self.total = self.total + offset
        return self

    def finish(self, open=False):
        matrix = tf.eye(2)
        while self.parts:
            matrix = self.parts.pop() @ matrix
        return Warp(matrix, self.total, open)


class Warper:
    """Nearest-neighbour resampling."""

    def __init__(self, print=tf.identity, logging=None):
        self.print = print
        self.logging = logging or []

    def sample(self, image, warp: Warp):
        height, width = image.shape[:2]
        where = tf.matmul(pixel_grid(height, width), warp.matrix) + warp.shift
        index = tf.cast(tf.round(where + [(height - 1) / 2.0, (width - 1) / 2.0]), tf.int32)
        inside = tf.reduce_all((index >= 0) & (index < [height, width]), axis=-1)
        index = tf.clip_by_value(index, 0, [height - 1, width - 1])
        values = tf.gather_nd(image, index)
        if not warp.open:
            values = tf.where(inside, values, 0.0)
        return self.print(tf.reshape(values, image.shape[:2]))

    @tf.function
    def __call__(self, input, time, random):
        builder = Builder().rotate(time, random=random).rotate(math.pi / 8).move(tf.constant([0.5, 0.0]))
        closed = self.sample(input, builder.finish())
        border = self.sample(input, builder.finish(open=True))
        builder.input *= 2
        next = closed + border
        return next, tf.constant(builder.input)


if __name__ == "__main__":
    warper = Warper(print=tf.abs)
    for seed in range(4):
        image = tf.random.stateless_normal([5, 6], [seed, 3])
        time, random = tf.constant(0.3 * seed), tf.constant(0.05)
        tf.config.run_functions_eagerly(True)
        eager, eager_count = warper(image, time, random)
        tf.config.run_functions_eagerly(False)
        graph, graph_count = warper(image, time, random)
        np.testing.assert_allclose(eager, graph, rtol=1e-5)
        assert int(eager_count) == int(graph_count) == 4
    print("proved")
