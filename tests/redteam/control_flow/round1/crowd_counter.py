"""Counts people in camera frames from density maps; alarms when a zone is crowded."""
import functools

import tensorflow as tf

ZONES = ((0, 2), (2, 4))


def _zone_counts(density):
    return [tf.reduce_sum(density[:, a:b]) for a, b in ZONES]


@tf.function
def crowded(density, limit):
    """True when one of the zones holds more people than the limit."""
    return tf.constant(any(count > limit for count in _zone_counts(density)))  # expect: tf-tensor-bool-unconverted


@tf.function
def crowded_reduced(density, limit):
    return tf.reduce_any([count > limit for count in _zone_counts(density)])


@tf.function
def smoothed(density, previous, rate):
    """Exponential smoothing that starts afresh where the camera was covered."""
    total = max(tf.reduce_sum(density), 1e-3)  # expect: tf-tensor-bool-unconverted
    return rate * density / total + (1.0 - rate) * previous


@tf.function
def smoothed_elementwise(density, previous, rate):
    total = tf.maximum(tf.reduce_sum(density), 1e-3)
    columns = max(density.shape[1], 2)
    padded = tf.pad(density, [[0, 0], [0, columns - density.shape[1]]])
    return rate * padded / total + (1.0 - rate) * previous


def label(names, index):
    return tf.gather(tf.constant(names), index)


busiest_name = functools.partial(label, ("north", "south"))


@tf.function
def busiest(density):
    return busiest_name(tf.argmax(tf.stack(_zone_counts(density))))


def frame():
    return tf.constant([[0.5, 0.5, 1.5, 0.0], [0.0, 0.5, 2.0, 0.25]])


if __name__ == "__main__":
    camera, limit = frame(), tf.constant(3.0)
    before, rate = tf.zeros_like(camera), tf.constant(0.5)
    assert bool(crowded.python_function(camera, limit)) and bool(crowded_reduced(camera, limit))
    assert not bool(crowded_reduced(camera, limit + 2.0))
    expected = smoothed.python_function(camera, before, rate)
    assert float(tf.reduce_max(tf.abs(expected - smoothed_elementwise(camera, before, rate)))) < 1e-6
    assert busiest(camera) == busiest.python_function(camera) == b"south"
    errors = []
    for function, arguments in ((crowded, (camera, limit)), (smoothed, (camera, before, rate))):
        try:
            function(*arguments)
        except tf.errors.OperatorNotAllowedInGraphError as error:
            errors.append(str(error))
    assert len(errors) == 2
    assert all("Using a symbolic `tf.Tensor` as a Python `bool` is not allowed" in text for text in errors)
    assert "any(count > limit" in errors[0] and "max(tf.reduce_sum(density), 1e-3)" in errors[1]
    print("proved")
