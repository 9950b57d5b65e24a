"""Exponential moving averages of scalars that a training loop reports."""
from __future__ import annotations

import tensorflow as tf


class Tracker(tf.Module):
    """Base class: keeps a smoothed value and a count."""

    def __init__(self, decay: float, name: str | None = None) -> None:
        super().__init__(name=name)
        self.decay = decay
        self.average = tf.Variable(0.0, trainable=False)
        self.count = tf.Variable(0, trainable=False)

    def fold(self, value: tf.Tensor) -> None:
        self.average = self.decay * self.average + (1.0 - self.decay) * value  # expect: tf-variable-rebound  allow: tf-tensor-leak, tf-attribute-mutation
        self.count.assign_add(1)


class GradientNormTracker(Tracker):
    def __init__(self, decay: float = 0.9) -> None:
        super().__init__(decay, name="gradient_norm")

    @tf.function
    def observe(self, gradients: list[tf.Tensor]) -> tf.Tensor:
        norm = tf.linalg.global_norm(gradients)
        self.fold(norm)
        return norm

    @tf.function
    def threshold(self, factor: tf.Tensor) -> tf.Tensor:
        """Norm above which a step counts as an outlier."""
        return factor * self.average


def train(tracker: GradientNormTracker, steps: int) -> list[float]:
    norms = []
    for step in range(steps):
        gradients = [tf.fill([2, 2], float(step + 1)), tf.ones([3])]
        norms.append(float(tracker.observe(gradients)))
    return norms


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = GradientNormTracker()
    norms = train(eager, 3)
    expected = 0.0
    for norm in norms:
        expected = 0.9 * expected + 0.1 * norm
    assert abs(float(eager.threshold(tf.constant(1.0))) - expected) < 1e-4
    tf.config.run_functions_eagerly(False)
    staged = GradientNormTracker()
    assert train(staged, 3) == norms and int(staged.count) == 3
    assert not hasattr(staged.average, "numpy"), "the attribute holds a tensor of the first trace"
    try:
        staged.threshold(tf.constant(1.0))
    except TypeError as error:
        assert "out of scope" in str(error)
    else:
        raise AssertionError("the leaked tensor must not be usable")
    print("proved")
