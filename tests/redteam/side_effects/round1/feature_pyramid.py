"""A feature pyramid over one image, with everything collected in containers of the call."""

from __future__ import annotations

import collections

import numpy as np
import tensorflow as tf


def _collect(levels: list, groups: dict, name: str, value):
    """Puts a level into both views of the pyramid."""
    levels.append(value)
    groups.setdefault(name, []).append(value)


def downsample(x):
    return tf.nn.avg_pool2d(x, ksize=2, strides=2, padding="SAME")


def upsample_like(x, reference):
    return tf.image.resize(x, tf.shape(reference)[1:3], method="nearest")


@tf.function
def build_pyramid(image, depth=3):
    """The levels from fine to coarse, and the Laplacian residuals by size."""
    levels: list = []
    groups = collections.defaultdict(list)
    pending = collections.deque([image])
    seen = set()
    while len(levels) < depth:
        current = pending.popleft()
        key = f"level{len(levels)}"
        seen.add(key)
        _collect(levels, groups, key, current)
        pending.append(downsample(current))
    residuals = []
    add = residuals.append
    for fine, coarse in zip(levels[:-1], levels[1:]):
        add(fine - upsample_like(coarse, fine))
    order = sorted(seen)
    counts = collections.Counter()
    counts.update(order)
    stats = {}
    for name in order:
        stats[name] = tf.reduce_mean(groups[name][0]) * counts[name]
    stats.update(total=tf.add_n([tf.reduce_sum(r) for r in residuals]))
    levels.reverse()
    coarsest = levels.pop(0)
    return coarsest, residuals, stats


def checkerboard(size: int, seed: int):
    """A noisy checkerboard [1, size, size, 1]."""
    grid = tf.cast((tf.range(size)[:, None] + tf.range(size)[None, :]) % 2, tf.float32)
    return (grid + 0.1 * tf.random.stateless_normal([size, size], [seed, 0]))[None, ..., None]


if __name__ == "__main__":
    for seed in range(4):
        image = checkerboard(16, seed)
        graph = build_pyramid(image)
        eager = build_pyramid.python_function(image)
        for a, b in zip(tf.nest.flatten(graph), tf.nest.flatten(eager), strict=True):
            np.testing.assert_allclose(a.numpy(), b.numpy(), rtol=1e-4, atol=1e-4)
    assert build_pyramid.experimental_get_tracing_count() == 1
    print("proved")
