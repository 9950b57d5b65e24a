"""Intensity windows and slice statistics for CT scans."""
from dataclasses import dataclass

import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class Window:
    centre: float
    width: float


WINDOWS = {"lung": Window(-600.0, 1500.0), "bone": Window(300.0, 1500.0), "brain": Window(40.0, 80.0)}


@tf.function
def windowed(scan: tf.Tensor) -> dict:
    assert scan.shape.rank == 3, f"a volume is needed, not {scan.shape}"
    views = {}
    for name, window in WINDOWS.items():
        low = window.centre - window.width / 2.0
        views[name] = tf.clip_by_value((scan - low) / window.width, 0.0, 1.0)
    return views


@tf.function
def air_fraction(scan):
    air = tf.reduce_sum(tf.cast(scan < -900.0, tf.float32))
    if air > 0.0:
        voxels = tf.cast(tf.size(scan), tf.float32)
        return air / voxels
    return 0.0


@tf.function
def bounding_rows(scan, level):
    """First and last slice with tissue; the whole volume when there is none."""
    tissue = tf.reduce_any(scan > level, axis=[1, 2])
    rows = tf.where(tissue)[:, 0]
    if tf.size(rows) > 0:
        first, last = rows[0], rows[-1]
    else:
        first = tf.constant(0, tf.int64)
        last = tf.shape(scan, out_type=tf.int64)[0] - 1
    if last - first > 2:
        margin = (last - first) // 4
        first += margin
    return first, last


@tf.function
def trimmed(scan, rows):
    first, last = rows
    if first > 0:
        scan = scan[first : last + 1]
    return tf.reduce_mean(scan)


def phantom(seed=1):
    rng = np.random.default_rng(seed)
    volume = rng.uniform(-1000.0, -950.0, size=(6, 4, 4)).astype(np.float32)
    volume[1:5, 1:3, 1:3] = 60.0
    return tf.constant(volume)


def analyse(scan):
    rows = bounding_rows(scan, tf.constant(0.0))
    views = windowed(scan)
    numbers = [air_fraction(scan), *rows, trimmed(scan, rows)]
    numbers += [tf.reduce_mean(views[name]) for name in sorted(views)]
    return [float(number) for number in numbers]


if __name__ == "__main__":
    volumes = [phantom(), phantom(4) * 0.5, tf.fill([6, 4, 4], -20.0)]
    graph = [analyse(volume) for volume in volumes]
    tf.config.run_functions_eagerly(True)
    eager = [analyse(volume) for volume in volumes]
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(graph, eager, rtol=1e-5)
    assert graph[0][1:3] == [1.0, 4.0] and graph[2][:3] == [0.0, 1.0, 5.0], graph
    print("proved")
