"""Fuses depth readings of several cameras: small Python loops with conditions on tensors inside."""
import functools
import operator

import numpy as np
import tensorflow as tf

CAMERAS = ("left", "right", "rear")


def valid(reading, low=0.2, high=20.0):
    return low < reading < high


@tf.function
def fuse(readings):
    """Mean of the valid readings; a dictionary of tensors by camera."""
    total, count = tf.constant(0.0), tf.constant(0.0)
    for camera in CAMERAS:
        reading = readings[camera]
        if not valid(reading):
            continue
        total += reading
        count += 1.0
    return total / count if count > 0.0 else tf.constant(-1.0)


@tf.function
def nearest(readings, ignore=()):
    best = tf.constant(float("inf"))
    for camera in CAMERAS:
        if camera in ignore:
            break
        if readings[camera] < best:
            best = readings[camera]
    return best


@tf.function
def first_listed(readings, names):
    for name in names:
        if name in readings:
            return readings[name]
    return tf.constant(0.0)


@tf.function
def spread(readings):
    values = [readings[camera] for camera in CAMERAS]
    clipped = [value if value < 20.0 else tf.constant(20.0) for value in values]
    highest = functools.reduce(tf.maximum, clipped)
    lowest = functools.reduce(tf.minimum, clipped)
    wide = functools.reduce(operator.or_, [value > 15.0 for value in values])
    if wide or highest - lowest > 10.0:
        return highest - lowest
    else:
        return tf.zeros_like(highest)


@tf.function
def healthy(readings):
    flags = {camera: valid(readings[camera]) for camera in CAMERAS}
    left, right = flags["left"], flags["right"]
    both = left and right
    either = left or flags["rear"]
    return both, either, not both


def frames():
    for row in ((1.0, 2.0, 3.0), (0.1, 30.0, 5.0), (0.0, 0.0, 40.0)):
        yield {camera: tf.constant(value) for camera, value in zip(CAMERAS, row)}


def plain(result):
    return [np.asarray(v).tolist() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    for frame in frames():
        for function in (fuse, spread, healthy):
            assert plain(function(frame)) == plain(function.python_function(frame)), (function, frame)
        assert plain(nearest(frame)) == plain(nearest.python_function(frame))
        skipped = ("right",)
        assert plain(nearest(frame, skipped)) == plain(nearest.python_function(frame, skipped))
        names = ("front", "rear", "left")
        assert plain(first_listed(frame, names)) == plain(first_listed.python_function(frame, names))
    print("proved")
