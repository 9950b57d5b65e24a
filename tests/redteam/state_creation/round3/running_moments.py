"""Input normalisation with exponentially weighted first and second moments."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class Moments(tf.Module):
    def __init__(self, features: int, momentum: float = 0.5) -> None:
        super().__init__()
        self.momentum = momentum
        self.mean = tf.Variable(tf.zeros([features]), trainable=False)
        self.variance = tf.Variable(tf.ones([features]), trainable=False)
        self.batches = tf.Variable(0, trainable=False)

    def _blend(self, old: tf.Tensor, new: tf.Tensor) -> tf.Tensor:
        return self.momentum * old + (1.0 - self.momentum) * new

    def _updated(self, batch: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        mean, variance = tf.nn.moments(batch, axes=[0])
        return self._blend(self.mean, mean), self._blend(self.variance, variance)

    @tf.function
    def observe(self, batch: tf.Tensor) -> tf.Tensor:
        """Takes one batch into the statistics; gives how many batches were seen."""
        self.mean, self.variance = self._updated(batch)  # expect: tf-variable-rebound
        self.batches.assign_add(1)
        return self.batches.read_value()

    @tf.function
    def normalise(self, batch: tf.Tensor) -> tf.Tensor:
        return (batch - self.mean) / tf.sqrt(self.variance + 1e-3)


class ClippedMoments(Moments):
    """Limits the influence of outliers."""

    def __init__(self, features: int, limit: float = 3.0) -> None:
        super().__init__(features)
        self.limit = limit

    @tf.function
    def normalise(self, batch: tf.Tensor) -> tf.Tensor:
        return tf.clip_by_value(super().normalise(batch), -self.limit, self.limit)


def warm_up(moments: Moments, batches: list[np.ndarray]) -> int:
    seen = 0
    for batch in batches:
        seen = int(moments.observe(tf.constant(batch, tf.float32)))
    return seen


if __name__ == "__main__":
    data = [np.array([[1.0, 2.0], [3.0, 4.0]]) * scale for scale in (1, 2, 3)]
    tf.config.run_functions_eagerly(True)
    plain = ClippedMoments(2)
    assert warm_up(plain, data) == 3
    np.testing.assert_allclose(plain.mean, [4.25, 6.375])
    assert plain.normalise(tf.constant(data[0], tf.float32)).shape == (2, 2)
    tf.config.run_functions_eagerly(False)
    compiled = ClippedMoments(2)
    assert warm_up(compiled, data) == 3
    for leaked in (compiled.mean, compiled.variance):
        assert not hasattr(leaked, "numpy")
    try:
        compiled.normalise(tf.constant(data[0], tf.float32))
    except TypeError as error:
        assert "out of scope" in str(error)
    else:
        raise AssertionError("the statistics were usable")
    print("proved")
