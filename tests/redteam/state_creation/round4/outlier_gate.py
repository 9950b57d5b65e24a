"""Drops outliers from a stream of measurements once enough of them were seen."""
from __future__ import annotations

import tensorflow as tf


class OutlierGate:
    """Scales its limit from the first batch that it is given.

    Args:
        width: limit in units of the first batch's deviation.
        momentum: how slowly the centre follows.
    """

    def __init__(self, width: float = 2.0, momentum: float = 0.5) -> None:
        self.width = width
        self.momentum = momentum
        self.seen = tf.Variable(0)
        self.centre = tf.Variable(0.0)
        self.limit = None

    def _first_limit(self, batch: tf.Tensor) -> tf.Tensor:
        return self.width * tf.math.reduce_std(batch)

    @tf.function
    def admit(self, batch: tf.Tensor) -> tf.Tensor:
        """The batch with outliers set to the centre."""
        if self.seen == 0:
            limit = self._first_limit(batch)
            self.limit = tf.Variable(limit)  # expect: tf-variable-creation  allow: tf-attribute-mutation
        self.seen.assign_add(1)
        return tf.where(tf.abs(batch - self.centre) < self.limit, batch, self.centre)

    @tf.function
    def follow(self, batch: tf.Tensor) -> tf.Tensor:
        mean = tf.reduce_mean(batch)
        if self.seen > 0:
            mean = self.momentum * self.centre + (1.0 - self.momentum) * mean
        self.centre.assign(mean)
        self.seen.assign_add(1)
        return mean


def clean(gate: OutlierGate, stream: list[list[float]]) -> list[list[float]]:
    return [gate.admit(tf.constant(batch)).numpy().tolist() for batch in stream]


if __name__ == "__main__":
    data = [[1.0, -1.0], [0.5, 9.0], [0.1, 0.2]]
    centres = {}
    for eagerly in (False, True):
        tf.config.run_functions_eagerly(eagerly)
        gate = OutlierGate()
        centres[eagerly] = [float(gate.follow(tf.constant(batch))) for batch in data]
    assert centres[True] == centres[False]
    assert clean(OutlierGate(), data)[1] == [0.5, 0.0]
    tf.config.run_functions_eagerly(False)
    gate = OutlierGate()
    try:
        clean(gate, data)
    except ValueError as error:
        assert "'self.limit' is None at the end of the else branch" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
