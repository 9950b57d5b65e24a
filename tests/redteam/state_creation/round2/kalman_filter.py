"""A scalar Kalman filter for sensor fusion; the update is compiled by whoever owns the filter."""
from __future__ import annotations

import tensorflow as tf


class KalmanFilter:
    """Tracks one value with process noise ``q`` and measurement noise ``r``."""

    def __init__(self, q: float = 0.01, r: float = 0.5) -> None:
        self.q = q
        self.r = r
        self.estimate = tf.Variable(0.0)
        self.variance = tf.Variable(1.0)
        self.seen = tf.Variable(0)

    def _correct(self, measurement: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        predicted = self.variance + self.q
        gain = predicted / (predicted + self.r)
        estimate = self.estimate + gain * (measurement - self.estimate)
        return estimate, (1.0 - gain) * predicted

    def update(self, measurement: tf.Tensor) -> tf.Tensor:
        estimate, self.variance = self._correct(measurement)  # expect: tf-variable-rebound  allow: tf-tensor-leak, tf-attribute-mutation
        self.estimate.assign(estimate)
        self.seen.assign_add(1)
        return estimate


class Fusion:
    def __init__(self, sensors: list[str]) -> None:
        self.filters = {name: KalmanFilter() for name in sensors}
        self.updates = {name: tf.function(f.update) for name, f in self.filters.items()}

    def push(self, name: str, value: float) -> float:
        return float(self.updates[name](tf.constant(value)))

    def confidence(self, name: str) -> tf.Tensor:
        return 1.0 / self.filters[name].variance


def drive(fusion: Fusion) -> list[float]:
    return [fusion.push("lidar", value) for value in (1.0, 1.2, 0.9, 1.1)]


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    fusion = Fusion(["lidar", "radar"])
    eager = drive(fusion)
    assert float(fusion.confidence("lidar")) > 1.0
    tf.config.run_functions_eagerly(False)
    fusion = Fusion(["lidar", "radar"])
    staged = drive(fusion)
    assert abs(staged[0] - eager[0]) < 1e-6
    assert abs(staged[-1] - eager[-1]) > 1e-3, "the variance of the first call is used for ever"
    try:
        fusion.confidence("lidar")
    except TypeError as error:
        assert "out of scope" in str(error)
    else:
        raise AssertionError("the attribute must hold a tensor of the trace")
    print("proved")
