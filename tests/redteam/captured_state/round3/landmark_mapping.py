"""A rover that matches its position against the landmarks seen so far."""
import numpy as np
import tensorflow as tf

SIDE = 512
XS = np.linspace(-4.0, 4.0, SIDE)
HEIGHTS = np.hypot(XS[:, None], XS[None, :]).astype(np.float32)

landmarks = [(0.0, 0.0)]


def remember(x, y):
    """Adds a landmark; the list is kept in west-to-east order."""
    landmarks.append((x, y))
    landmarks.sort()


def cell_of(position):
    scaled = (position + 4.0) / 8.0 * (SIDE - 1)
    return tf.cast(tf.clip_by_value(scaled, 0.0, SIDE - 1.0), tf.int32)


@tf.function
def nearest(position):
    known = tf.constant(landmarks, tf.float32)  # expect: tf-global-read
    return tf.reduce_min(tf.norm(known - position, axis=-1))


@tf.function
def altitude(position):
    return tf.gather_nd(HEIGHTS, cell_of(position))  # expect: tf-constant-capture


def drive(path):
    """Follows a path and notes a landmark wherever none is close."""
    gaps = []
    for x, y in path:
        here = tf.constant([x, y], tf.float32)
        gap = float(nearest(here))
        gaps.append(round(gap, 3))
        if gap > 1.0 and float(altitude(here)) < 5.0:
            remember(x, y)
    return gaps


if __name__ == "__main__":
    track = [(0.0, 0.5), (3.0, 0.0), (3.0, 0.5), (-2.0, 0.0), (-2.0, 0.5)]
    stale = drive(track)
    assert len(landmarks) > 1 and stale[2] > 3.0 and stale[4] > 2.0
    assert nearest.experimental_get_tracing_count() == 1
    landmarks[:] = [(0.0, 0.0)]
    tf.config.run_functions_eagerly(True)
    assert drive(track) == [0.5, 3.0, 0.5, 2.0, 0.5]
    tf.config.run_functions_eagerly(False)
    traced = altitude.get_concrete_function(tf.TensorSpec([2], tf.float32))
    assert len(traced.graph.as_graph_def().SerializeToString()) > HEIGHTS.nbytes >= 2 ** 19
    print("proved")
