"""Online k-means over a stream, written as a module of functions with module state."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

CLUSTERS = 3
_centers: tf.Variable | None = None
_mass: tf.Variable | None = None


def mass() -> tf.Variable:
    global _mass
    if _mass is not None:
        return _mass
    _mass = tf.Variable(tf.ones([CLUSTERS]), trainable=False)  # expect: tf-global-none-guard
    return _mass


def assign_to(points: tf.Tensor, centers: tf.Tensor) -> tf.Tensor:
    distances = tf.norm(points[:, None, :] - centers[None, :, :], axis=-1)
    return tf.argmin(distances, axis=1)


@tf.function
def partial_fit(points: tf.Tensor) -> tf.Tensor:
    """Moves the centers towards ``points`` and returns their assignment."""
    global _centers
    if _centers is None:
        _centers = tf.Variable(points[:CLUSTERS], trainable=False)  # expect: tf-global-none-guard
    labels = assign_to(points, _centers)
    one_hot = tf.one_hot(labels, CLUSTERS)
    mass().assign_add(tf.reduce_sum(one_hot, axis=0))
    shift = tf.matmul(one_hot, points, transpose_a=True) - tf.reduce_sum(one_hot, 0)[:, None] * _centers
    _centers.assign_add(shift / mass()[:, None])
    return labels


def stream(count: int):
    for k in range(count):
        yield tf.constant([[0.0, k], [5.0, 5.0 + k], [10.0, 0.0], [9.0, 1.0]], tf.float32)


if __name__ == "__main__":
    import runpy

    staged = [partial_fit(points).numpy() for points in stream(4)]
    assert isinstance(_centers, tf.Variable) and isinstance(_mass, tf.Variable)
    assert len(partial_fit.get_concrete_function(tf.TensorSpec([4, 2])).variables) == 2
    tf.config.run_functions_eagerly(True)
    fresh = runpy.run_path(__file__, run_name="fresh")
    eager = [fresh["partial_fit"](points).numpy() for points in stream(4)]
    np.testing.assert_array_equal(eager, staged)
    centers = fresh["partial_fit"].python_function.__globals__["_centers"]
    np.testing.assert_allclose(centers.numpy(), _centers.numpy(), rtol=1e-5)
    print("proved")
