"""Voxels of LiDAR scans: what NumPy does best runs in functions that TensorFlow calls with values."""
import math

import numpy as np
import tensorflow as tf

CELL = 0.5
TILES = math.ceil(4.0 / CELL)


def unique_voxels(points):
    """Called with arrays."""
    cells = np.floor(points / CELL).astype(np.int32)
    found, counts = np.unique(cells, axis=0, return_counts=True)
    return found, counts.astype(np.float32)


def describe(points, name):
    """Called with eager tensors."""
    array = points.numpy()
    text = f"{name.numpy().decode()}: {array.shape[0]} points, x up to {float(array[:, 0].max()):.1f}"
    if array.min() < 0:
        text += f", lowest {np.min(array):.1f}"
    return text


@tf.function
def voxels(points):
    cells, counts = tf.numpy_function(unique_voxels, [points], [tf.int32, tf.float32])
    cells = tf.ensure_shape(cells, [None, points.shape[-1]])
    counts.set_shape([None])
    order = tf.argsort(counts, direction="DESCENDING", stable=True)
    return tf.gather(cells, order), tf.gather(counts, order)


@tf.function
def summary(points, name):
    return tf.py_function(func=describe, inp=[points, name], Tout=tf.string)


def bounding_volume(points):
    extent = points.max(axis=0) - points.min(axis=0)
    return np.prod(extent, dtype=np.float32)


@tf.function
def density(points):
    volume = tf.maximum(tf.numpy_function(bounding_volume, [points], tf.float32), CELL**3)
    return tf.cast(tf.shape(points)[0], tf.float32) / volume


def dataset(scans):
    def with_voxels(points):
        cells, counts = tf.numpy_function(unique_voxels, [points], [tf.int32, tf.float32])
        return cells, tf.reduce_max(counts)

    return tf.data.Dataset.from_tensor_slices(scans).map(with_voxels)


def scans():
    rng = np.random.default_rng(3)
    return [tf.constant(rng.uniform(-1.0, 1.0, size=(6, 2)).astype(np.float32)) for _ in range(3)]


def plain(result):
    return [np.asarray(v).tolist() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    assert TILES == 8
    name = tf.constant("street")
    for points in scans():
        for _ in range(2):
            assert plain(voxels(points)) == plain(voxels.python_function(points))
            assert plain(summary(points, name)) == [describe(points, name).encode()]
            assert abs(float(density(points) - density.python_function(points))) < 1e-4
    together = dataset(tf.stack(scans()))
    for (cells, most), points in zip(together, scans()):
        expected, counts = unique_voxels(points.numpy())
        assert cells.numpy().tolist() == expected.tolist() and float(most) == counts.max()
    print("proved")
