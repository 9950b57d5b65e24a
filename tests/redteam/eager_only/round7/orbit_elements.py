"""Orbital elements from state vectors, with the mathematics of TensorFlow under familiar names."""
from __future__ import annotations

import cmath
from math import pi, radians

import tensorflow as tf
from keras import ops as np
from tensorflow import math

MU = 1.0
TILT = radians(23.4)
UNIT = cmath.exp(1j * pi / 2).imag


class Frame:
    """A rotated frame; `numpy` is what its users call the matrix for historical reasons."""

    def __init__(self, angle: float):
        self.angle = angle

    def numpy(self) -> tf.Tensor:
        c, s = math.cos(self.angle), math.sin(self.angle)
        return tf.stack([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, UNIT]])

    def evaluate(self, vector: tf.Tensor) -> tf.Tensor:
        return tf.linalg.matvec(self.numpy(), vector)


def energy(position, velocity):
    return 0.5 * np.sum(np.square(velocity), axis=-1) - MU / np.norm(position, axis=-1)


@tf.function
def semi_major_axis(position: tf.Tensor, velocity: tf.Tensor) -> tf.Tensor:
    return -0.5 * MU / energy(position, velocity)


@tf.function
def eccentricity(position: tf.Tensor, velocity: tf.Tensor) -> tf.Tensor:
    momentum = tf.linalg.cross(position, velocity)
    size = math.reduce_sum(momentum**2, axis=-1) / MU
    inside = 1.0 + 2.0 * energy(position, velocity) * size / MU
    return math.sqrt(np.maximum(inside, 0.0))


@tf.function
def inclination(position: tf.Tensor, velocity: tf.Tensor) -> tf.Tensor:
    momentum = tf.linalg.cross(Frame(TILT).evaluate(position), Frame(TILT).evaluate(velocity))
    return math.acos(momentum[..., 2] / np.norm(momentum, axis=-1)) * (180.0 / pi)


@tf.function
def kepler(mean_anomaly: tf.Tensor, e: tf.Tensor) -> tf.Tensor:
    """The eccentric anomaly, by a few of Newton's steps."""
    anomaly = mean_anomaly
    for _ in range(6):
        slope = 1.0 - e * math.cos(anomaly)
        anomaly -= (anomaly - e * math.sin(anomaly) - mean_anomaly) / slope
    return math.floormod(anomaly, 2.0 * pi)


def satellites():
    position = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.2, 0.1]])
    velocity = tf.constant([[0.0, 1.0, 0.2], [-0.9, 0.0, 0.1]])
    return position, velocity


def elements(position, velocity):
    e = eccentricity(position, velocity)
    mean = tf.constant([0.3, 1.1])
    return [semi_major_axis(position, velocity), e, inclination(position, velocity), kepler(mean, e)]


if __name__ == "__main__":
    graph = elements(*satellites())
    tf.config.run_functions_eagerly(True)
    eager = elements(*satellites())
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        assert bool(tf.reduce_all(tf.abs(a - b) < 1e-3)), (a, b)
    e, anomaly = graph[1], graph[3]
    residual = anomaly - e * tf.sin(anomaly) - tf.constant([0.3, 1.1])
    assert float(tf.reduce_max(tf.abs(residual))) < 1e-5
    print("proved")
