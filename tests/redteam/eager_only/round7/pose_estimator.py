"""Estimates planar poses from landmarks; checks and bookkeeping stay in the graph by themselves."""
from dataclasses import dataclass

import tensorflow as tf


@dataclass
class Camera:
    focal: float = 1.5
    landmarks: int = 3


class PoseEstimator:
    def __init__(self, camera: Camera):
        self.camera = camera
        self.map = tf.constant([[0.0, 2.0], [1.0, 3.0], [-1.0, 2.5]])
        self.frames = tf.Variable(0)
        self.last = tf.Variable(tf.zeros([2]))
        self.queue = tf.queue.FIFOQueue(8, tf.float32)

    def check(self, bearings, indices):
        tf.debugging.assert_less(indices, self.camera.landmarks, message="unknown landmark")
        tf.debugging.check_numerics(bearings, "bearings")
        tf.debugging.Assert(tf.size(bearings) > 0, [indices])

    def bookkeeping(self, position):
        self.frames.assign_add(1)
        self.last.assign(position)
        self.queue.enqueue(position[0])

    @tf.function(
        input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([None], tf.int32), tf.TensorSpec([None])]
    )
    def locate(self, bearings, indices, ranges):
        """The mean of the positions that each sighted landmark suggests."""
        self.check(bearings, indices)
        sighted = tf.gather(self.map, indices)
        ranges = tf.ensure_shape(ranges, [3])
        offset = tf.stack([tf.sin(bearings), tf.cos(bearings)], axis=1) * ranges[:, None]
        position = tf.reduce_mean(sighted - offset, axis=0)
        self.bookkeeping(position)
        return position

    @tf.function
    def solve(self, normal, right):
        """Refines a position; a matrix that is not regular is an error."""
        inverse = tf.linalg.inv(normal)
        tf.debugging.assert_all_finite(right, "right side")
        return self.camera.focal * tf.linalg.matvec(inverse, right)


def track(estimator, steps=2):
    bearings = tf.constant([0.1, -0.2, 0.3])
    for _ in range(steps):
        position = estimator.locate(bearings, tf.constant([0, 1, 2]), tf.constant([2.0, 3.0, 2.5]))
    return position, estimator.solve(2.0 * tf.eye(2), position)


def error_of(call, *arguments):
    try:
        call(*arguments)
    except (tf.errors.InvalidArgumentError, ValueError) as error:
        return type(error).__name__
    return None


if __name__ == "__main__":
    estimator = PoseEstimator(Camera())
    position, refined = track(estimator)
    assert int(estimator.frames) == 2 and int(estimator.queue.size()) == 2
    assert bool(tf.reduce_all(estimator.last == position))
    bearings, indices, ranges = tf.constant([0.1, 0.2, 0.3]), tf.constant([0, 1, 2]), tf.ones([3])
    eager = PoseEstimator.locate.python_function
    gap = eager(estimator, bearings, indices, ranges) - estimator.locate(bearings, indices, ranges)
    assert float(tf.norm(gap)) < 1e-6
    for wrong in (
        (bearings, indices + 1, ranges),
        (bearings * float("nan"), indices, ranges),
        (bearings, indices, tf.ones([4])),
        (bearings[:0], indices[:0], ranges),
    ):
        assert error_of(eager, estimator, *wrong) and error_of(estimator.locate, *wrong), wrong
    unclear = tf.constant([1.0, float("inf")])
    assert error_of(estimator.solve, tf.eye(2), unclear) == "InvalidArgumentError"
    assert error_of(PoseEstimator.solve.python_function, estimator, tf.eye(2), unclear)
    assert error_of(estimator.solve, tf.zeros([2, 2]), position) == "InvalidArgumentError"
    print("proved")
