"""Tracks a rotating subspace; basis and energy are states of one module."""
import math

import keras
import numpy as np
import tensorflow as tf


def rotation(angle):
    """Rotation of the plane by an angle in radians."""
    c, s = math.cos(angle), math.sin(angle)
    return tf.constant([[c, -s], [s, c]])


class SubspaceTracker:
    """Keeps an orthonormal basis that turns with each frame of data.

    Attributes:
        basis: columns that span the subspace.
        energy: sum of squared projections so far.
        frames: number of frames projected.
    """

    def __init__(self):
        self.basis = tf.Variable(tf.eye(2))
        self.energy = keras.Variable(0.0)
        self.frames = tf.Variable(0)
        self._turn = rotation(math.pi / 2)

    def _rotate(self):
        self.basis @= self._turn  # expect: tf-variable-rebound

    def _spend(self, projected):
        self.energy += tf.reduce_sum(tf.square(projected))  # expect: tf-variable-rebound

    @tf.function
    def turn(self, frame):
        advance = self._rotate
        advance()
        return tf.matmul(frame, self.basis)

    @tf.function
    def measure(self, frame):
        self._spend(frame)
        return tf.sqrt(self.energy + 0.0)

    @tf.function
    def count(self, frame):
        self.frames.assign_add(tf.shape(frame)[0])
        return self.frames.read_value()


def track(tracker, frames):
    """Projections of all frames, and their number."""
    rows = [tracker.turn(frame) for frame in frames]
    return np.stack(rows), int(tracker.count(frames[0]))


if __name__ == "__main__":
    stream = [tf.constant([[1.0, 0.0]])] * 3
    tf.config.run_functions_eagerly(True)
    plain = SubspaceTracker()
    turned, _ = track(plain, stream)
    assert not np.allclose(turned[0], turned[1]), turned
    assert [round(float(plain.measure(stream[0])) ** 2) for _ in range(3)] == [1, 2, 3]
    tf.config.run_functions_eagerly(False)
    compiled = SubspaceTracker()
    turned, seen = track(compiled, stream)
    np.testing.assert_allclose(turned[0], turned[2])
    assert seen == 1 and not hasattr(compiled.basis, "numpy")
    assert [round(float(compiled.measure(stream[0])) ** 2) for _ in range(3)] == [1, 1, 1]
    assert not hasattr(compiled.energy, "numpy")
    print("proved")
