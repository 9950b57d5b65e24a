"""Whitens observations of a control task before they reach the policy."""

from __future__ import annotations

import dataclasses

import numpy as np
import tensorflow as tf


class Moments:
    """First and second moment of a stream, in one two-row variable."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows = tf.Variable(tf.zeros([2, width]), trainable=False)  # expect: tf-variable-creation

    def update(self, batch: tf.Tensor) -> None:
        self.rows.assign(tf.stack([tf.reduce_mean(batch, 0), tf.reduce_mean(batch * batch, 0)]))

    @property
    def mean(self) -> tf.Tensor:
        return self.rows[0]

    @property
    def std(self) -> tf.Tensor:
        return tf.sqrt(tf.maximum(self.rows[1] - self.rows[0] ** 2, 1e-6))


@dataclasses.dataclass(frozen=True)
class WhiteningConfig:
    clip: float = 5.0
    center: bool = True


def _whiten(observations: tf.Tensor, config: WhiteningConfig = WhiteningConfig()) -> tf.Tensor:
    moments = Moments(observations.shape[-1])
    moments.update(observations)
    shifted = observations - moments.mean if config.center else observations
    return tf.clip_by_value(shifted / moments.std, -config.clip, config.clip)


whiten = tf.function(jit_compile=True)(_whiten)


class Collector:
    def __init__(self, size: int) -> None:
        self.storage = np.zeros([size, 3], np.float32)
        self.position = 0

    def add(self, observation: np.ndarray) -> None:
        self.storage[self.position % len(self.storage)] = observation
        self.position += 1

    def batch(self) -> tf.Tensor:
        return tf.constant(self.storage)


if __name__ == "__main__":
    collector = Collector(8)
    for k in range(8):
        collector.add(np.array([k, 2 * k, -k], np.float32))
    tf.config.run_functions_eagerly(True)
    for _ in range(3):
        np.testing.assert_allclose(tf.reduce_mean(whiten(collector.batch()), 0), np.zeros(3), atol=1e-5)
    tf.config.run_functions_eagerly(False)
    try:
        whiten(collector.batch())
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph must refuse it")
    print("proved")
