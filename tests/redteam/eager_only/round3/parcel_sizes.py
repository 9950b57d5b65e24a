"""Estimates the volume of parcels from depth maps, in traced code that was debugged eagerly once."""
import numpy as np
import tensorflow as tf

tf.config.run_functions_eagerly(True)  # expect: tf-run-eagerly-left

FLOOR = 2.0
AREA = 0.25


def heights(depth):
    return tf.maximum(FLOOR - depth, 0.0)


@tf.function
def volume(depth):
    return AREA * tf.reduce_sum(heights(depth), axis=[-2, -1])


@tf.function
def edges(depth):
    """Extent of what stands out, in rows and columns."""
    above = heights(depth) > 0.0
    rows = tf.reduce_sum(tf.cast(tf.reduce_any(above, axis=-1), tf.int32))
    columns = tf.reduce_sum(tf.cast(tf.reduce_any(above, axis=-2), tf.int32))
    return tf.stack([rows, columns])


@tf.function
def mode():
    """Whether this is a graph: what the switch above changes."""
    return tf.constant(tf.executing_eagerly())


def label(depth):
    rows, columns = edges(depth).numpy()
    return f"{rows} by {columns}, {float(volume(depth)):.2f}"


def scans(count=3):
    rng = np.random.default_rng(6)
    for _ in range(count):
        depth = np.full((4, 4), FLOOR, np.float32)
        depth[1:3, 1:4] -= rng.uniform(0.1, 1.0, size=(2, 3)).astype(np.float32)
        yield tf.constant(depth)


def measured():
    return [label(depth) for depth in scans()]


if __name__ == "__main__":
    assert tf.config.functions_run_eagerly()
    assert bool(mode())
    assert not bool(mode.get_concrete_function()())
    labels = measured()
    assert labels[0].startswith("2 by 3"), labels
    assert volume.experimental_get_tracing_count() == edges.experimental_get_tracing_count() == 0
    for depth in scans():
        assert abs(float(volume(depth)) - float(volume.get_concrete_function(depth)(depth))) < 1e-6
    print("proved")
