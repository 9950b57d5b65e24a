"""Profiles through an elevation model that is far larger than a profile."""
import numpy as np
import tensorflow as tf

ELEVATION = np.fromfunction(lambda row, column: row + 0.1 * column, (600, 600)).astype(np.float32)
CELL = 25.0


@tf.function
def border_slope(scale):
    """Mean slope along the northern border."""
    border = ELEVATION[0, :64]
    return scale * tf.reduce_mean(border[1:] - border[:-1]) / CELL


@tf.function
def relative_position(cells):
    rows, columns = ELEVATION.shape
    return tf.cast(cells, tf.float32) / tf.constant([rows, columns], tf.float32)


class Viewshed:
    def __init__(self, elevation):
        self.elevation = elevation
        self.mean_height = float(elevation.mean())
        self.corner = elevation[:8, :8].copy()

    @tf.function
    def visible(self, height):
        return tf.reduce_sum(tf.cast(height + self.mean_height > self.corner, tf.int32))


def survey():
    viewshed = Viewshed(ELEVATION)
    slopes = [float(border_slope(tf.constant(scale))) for scale in (1.0, 2.0, 4.0)]
    places = [relative_position(tf.constant([[cell, cell]])) for cell in (0, 300, 600)]
    counts = [int(viewshed.visible(tf.constant(height))) for height in (0.0, -325.0, -400.0)]
    return slopes, [place.numpy()[0, 0] for place in places], counts, viewshed


def size(function, *arguments):
    return len(function.get_concrete_function(*arguments).graph.as_graph_def().SerializeToString())


if __name__ == "__main__":
    slopes, places, counts, kept = survey()
    assert np.allclose(slopes, [0.004, 0.008, 0.016], atol=1e-4), slopes
    assert np.allclose(places, [0.0, 0.5, 1.0]) and counts[0] == 64 and counts[2] == 0, counts
    scalar = tf.TensorSpec([], tf.float32)
    assert size(border_slope, scalar) < 5_000
    assert size(kept.visible, scalar) < 5_000
    assert size(relative_position, tf.TensorSpec([1, 2], tf.int32)) < 5_000
    print("proved")
