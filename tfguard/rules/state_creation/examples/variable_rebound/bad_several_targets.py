"""Two variables are replaced at once, in a helper."""

import tensorflow as tf


class Kalman:
    def __init__(self):
        self.estimate = tf.Variable(0.0)
        self.variance = tf.Variable(1.0)
        self.observe = tf.function(self._observe)

    def correct(self, value):
        gain = self.variance / (self.variance + 1.0)
        estimate = self.estimate + gain * (value - self.estimate)
        self.estimate, self.variance = estimate, (1.0 - gain) * self.variance  # expect: tf-variable-rebound

    def _observe(self, value):
        self.correct(value)
        return self.estimate + 0.0


def run():
    kalman = Kalman()
    return [kalman.observe(tf.constant(value)).numpy() for value in (1.0, 1.0, 4.0)]
