"""Groups the echoes of a lidar into cells and measures them, compiled with XLA where it pays."""
from functools import partial

import tensorflow as tf

CELLS = 9
compiled = partial(tf.function, jit_compile=True)


@compiled
def cell_of(points):
    column = tf.cast(tf.clip_by_value(points[:, 0], 0.0, 2.99), tf.int32)
    row = tf.cast(tf.clip_by_value(points[:, 1], 0.0, 2.99), tf.int32)
    return row * 3 + column


@compiled
def centroids(points, cells):
    sums = tf.math.unsorted_segment_sum(points, cells, CELLS)
    counts = tf.math.unsorted_segment_sum(tf.ones_like(cells), cells, CELLS)
    return sums / tf.maximum(tf.cast(counts, tf.float32), 1.0)[:, None], counts


@compiled
def occupied(counts):
    return tf.where(counts > 0)[:, 0]


@compiled
def bright(points, intensity):
    kept = tf.boolean_mask(points, intensity > 0.5)
    return tf.reduce_mean(kept, axis=0), tf.shape(kept)[0]


@compiled
def distinct(cells):
    values, index = tf.unique(cells)
    return tf.size(values), tf.gather(values, index)


@compiled
def nearest(points, origin):
    def distance(point):
        return tf.norm(point - origin)

    lengths = tf.map_fn(distance, points)
    return tf.argsort(lengths)[:2], tf.dynamic_partition(lengths, tf.cast(lengths > 1.5, tf.int32), 2)


def echoes():
    return 3.0 * tf.random.stateless_uniform([12, 2], [6, 1]), tf.random.stateless_uniform([12], [6, 2])


def analyse(points, intensity):
    cells = cell_of(points)
    middles, counts = centroids(points, cells)
    order, (near, far) = nearest(points, tf.zeros([2]))
    return tf.nest.flatten(
        [cells, middles, counts, occupied(counts), bright(points, intensity), distinct(cells), order, near, far]
    )


if __name__ == "__main__":
    for shift in tf.constant([0.0, 0.1, -0.1]):
        points, intensity = echoes()
        graph = analyse(points + shift, intensity)
        tf.config.run_functions_eagerly(True)
        eager = analyse(points + shift, intensity)
        tf.config.run_functions_eagerly(False)
        for a, b in zip(graph, eager, strict=True):
            gap = tf.cast(a, tf.float32) - tf.cast(b, tf.float32)
            assert bool(tf.reduce_all(tf.abs(gap) < 1e-4)), (a, b)
    print("proved")
