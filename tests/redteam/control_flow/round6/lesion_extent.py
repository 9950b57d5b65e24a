"""Measures the extent of lesions in segmented CT volumes."""
from dataclasses import dataclass

import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class Spacing:
    z: float = 2.5
    y: float = 0.8
    x: float = 0.8

    def as_tensor(self):
        return tf.constant([self.z, self.y, self.x])


@tf.function
def longest_axis(mask, spacing):
    """Length in millimetres of the longest side of the box around a lesion."""
    voxels = tf.where(mask)
    if tf.size(voxels) > 0:  # expect: tf-branch-undefined
        low = tf.reduce_min(voxels, axis=0)
        high = tf.reduce_max(voxels, axis=0)
    sides = tf.cast(high - low + 1, tf.float32) * spacing
    return tf.reduce_max(sides)


@tf.function
def densest_slice(volume, mask):
    """Index of the slice with the largest lesion area, or None when there is no lesion."""
    areas = tf.reduce_sum(tf.cast(mask, tf.int32), axis=[1, 2])
    index = None  # allow: tf-branch-undefined
    if tf.reduce_max(areas) > 0:  # expect: tf-branch-undefined
        index = tf.argmax(areas)
    return index, tf.reduce_mean(volume)


@tf.function
def mean_density(volume, mask):
    inside = tf.boolean_mask(volume, mask)
    mean = 0.0
    if tf.size(inside) > 0:
        mean = tf.reduce_mean(inside)
    return mean


def phantom():
    volume = np.full((4, 6, 6), -80.0, np.float32)
    volume[1:3, 2:5, 1:3] = 45.0
    return tf.constant(volume)


def report(volume, spacing=Spacing()):
    mask = volume > 0.0
    return {
        "density": float(mean_density(volume, mask)),
        "axis": float(longest_axis(mask, spacing.as_tensor())),
        "slice": densest_slice(volume, mask)[0],
    }


def failure(call, *args):
    try:
        call(*args)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)
    raise AssertionError("no failure")


if __name__ == "__main__":
    scan = phantom()
    lesion = scan > 0.0
    tf.config.run_functions_eagerly(True)
    eager = report(scan)
    assert eager["axis"] == 5.0 and int(eager["slice"]) == 1 and eager["density"] == 45.0, eager
    tf.config.run_functions_eagerly(False)
    text = failure(longest_axis, lesion, Spacing().as_tensor())
    assert "must also be initialized in the else branch" in text, text
    text = failure(densest_slice, scan, lesion)
    assert "'index' is None at the end of the else branch" in text, text
    assert float(mean_density(scan, lesion)) == 45.0
    assert float(mean_density(scan, scan > 1e3)) == 0.0
    print("proved")
