"""Gradient noise scale (two batch sizes), with guards of several kinds around state that is made lazily."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

_peak: list[tf.Variable] = []


def peak() -> tf.Variable:
    if not _peak:
        _peak.append(tf.Variable(0.0, trainable=False))
    return _peak[0]


class NoiseScale:
    def __init__(self, decay: float) -> None:
        self.decay = decay
        self._ready = False

    def _state(self) -> tf.Variable:
        try:
            return self._moments
        except AttributeError:
            self._moments = tf.Variable([0.0, 0.0], trainable=False)
            return self._moments

    def _correction(self) -> tf.Tensor:
        if not self._ready:
            self._power = tf.Variable(1.0, trainable=False)
            self._ready = True
        self._power.assign(self._power * self.decay)
        return 1.0 - self._power

    @tf.function
    def update(self, small: tf.Tensor, large: tf.Tensor) -> tf.Tensor:
        """Returns the estimate from squared gradient norms of a small and a large batch."""
        signal = 2.0 * large - small
        noise = small - large
        moments = self._state()
        moments.assign(self.decay * moments + (1.0 - self.decay) * tf.stack([signal, noise]))
        unbiased = moments / self._correction()
        scale = tf.math.divide_no_nan(unbiased[1], unbiased[0])
        peak().assign(tf.maximum(peak(), scale))
        return scale


def session(eagerly: bool) -> tuple[list[float], float]:
    tf.config.run_functions_eagerly(eagerly)
    _peak.clear()
    probe = NoiseScale(0.9)
    values = [float(probe.update(tf.constant(3.0 + k), tf.constant(2.0 + 0.9 * k))) for k in range(5)]
    return values, float(peak())


if __name__ == "__main__":
    eager, graph = session(True), session(False)
    np.testing.assert_allclose(eager[0], graph[0], rtol=1e-5)
    assert abs(eager[1] - graph[1]) < 1e-5
    print("proved")
