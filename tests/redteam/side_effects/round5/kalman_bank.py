"""A bank of scalar Kalman filters that track several sensors at once."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

DIAGNOSTICS: dict[str, object] = {}


def publish(name: str, value):
    """Puts a quantity where the dashboard of this process finds it."""
    DIAGNOSTICS[name] = value  # expect: tf-tensor-leak  allow: tf-container-mutation


class FilterBank:
    def __init__(self, sensors: int, process_noise: float = 0.01, sensor_noise: float = 0.5):
        self.q, self.r = process_noise, sensor_noise
        self.mean = tf.Variable(tf.zeros([sensors]))
        self.variance = tf.Variable(tf.ones([sensors]))
        self.last_gain = None

    def predict(self):
        self.variance.assign_add(tf.fill(self.variance.shape, self.q))

    def correct(self, reading):
        innovation = reading - self.mean
        gain, self.last_gain = self._gains()  # expect: tf-tensor-leak  allow: tf-attribute-mutation
        self.mean.assign_add(gain * innovation)
        self.variance.assign((1.0 - gain) * self.variance)
        report = publish
        report("innovation", innovation)
        return self.mean.read_value()

    def _gains(self):
        gain = self.variance / (self.variance + self.r)
        return gain, tf.reduce_mean(gain)


class Tracker(FilterBank):
    """Runs the bank over a stream of readings."""

    @tf.function(reduce_retracing=True)
    def step(self, reading):
        self.predict()
        return self.correct(reading)

    def gain_alarm(self, threshold: float = 0.9):
        return self.last_gain + 0.0 > threshold


def track(eager: bool):
    tf.config.run_functions_eagerly(eager)
    tracker = Tracker(3)
    means = [tracker.step(tf.constant([1.0, 2.0, 3.0]) * k).numpy() for k in (1.0, 1.1, 0.9)]
    tf.config.run_functions_eagerly(False)
    return tracker, means


if __name__ == "__main__":
    tracker, eager_means = track(eager=True)
    assert not bool(tracker.gain_alarm()) and DIAGNOSTICS["innovation"].shape == [3]
    assert hasattr(DIAGNOSTICS["innovation"], "numpy")
    tracker, means = track(eager=False)
    np.testing.assert_allclose(eager_means, means, rtol=1e-5)
    for use in (tracker.gain_alarm, lambda: tf.reduce_sum(DIAGNOSTICS["innovation"])):
        try:
            use()
            raise AssertionError("the stored tensor could be used")
        except TypeError as error:
            assert "out of scope" in str(error)
    print("proved")
