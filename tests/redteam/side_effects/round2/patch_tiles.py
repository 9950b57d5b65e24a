"""Tiling of large images, with Python generators that start anew in every call."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import tensorflow as tf


def corners(height: int, width: int, size: int, stride: int) -> Iterator[tuple[int, int]]:
    """Top-left corners of all tiles."""
    for top in range(0, height - size + 1, stride):
        for left in range(0, width - size + 1, stride):
            yield top, left


class Tiler:
    """Cuts tiles and blends them back."""

    def __init__(self, size: int, stride: int):
        self.size = size
        self.stride = stride

    def __iter__(self):
        """The weights of a tile's rows, from the outside in."""
        return iter([1.0 + k for k in range(self.size)])

    def cut(self, image):
        height, width = image.shape
        found = corners(height, width, self.size, self.stride)
        return [image[t : t + self.size, left : left + self.size] for t, left in found]

    @tf.function
    def blend(self, image):
        """The weighted sum of all tiles, the tiles' mean values, and the first two tiles."""
        tiles = self.cut(image)
        source = iter(tiles)
        first = next(source)
        second = next(source, first)
        row_weights = tf.stack([weight for weight in self])
        total = tf.zeros_like(first)
        for weight, tile in zip(itertools.count(1), tiles):
            total += tile / float(weight)
        for tile in source:
            total += 0.0 * tile
        means = [tf.reduce_mean(tile) for tile in tiles]
        running = list(itertools.accumulate(means, lambda a, b: a + b))
        cycle = itertools.cycle([1.0, -1.0])
        signed = [next(cycle) * mean for mean in means]
        return total * row_weights[:, None], tf.stack(running), tf.add_n(signed), first - second


def noise_images(n: int, size: int):
    return (tf.random.stateless_normal([size, size], [k, 12]) for k in range(n))


if __name__ == "__main__":
    tiler = Tiler(3, 2)
    graph = [[t.numpy() for t in tiler.blend(image)] for image in noise_images(4, 7)]
    tf.config.run_functions_eagerly(True)
    eager = [[t.numpy() for t in tiler.blend(image)] for image in noise_images(4, 7)]
    for a, b in zip(graph, eager, strict=True):
        for x, y in zip(a, b, strict=True):
            np.testing.assert_allclose(x, y, rtol=1e-4, atol=1e-5)
    print("proved")
