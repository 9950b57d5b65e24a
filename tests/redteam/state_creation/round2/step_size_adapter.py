"""Adapts the step size of a sampler; the trust region is made when the first step arrives."""
from __future__ import annotations

import tensorflow as tf


class StepSizeAdapter:
    def __init__(self, target: float = 0.6) -> None:
        self.target = target
        self.log_step = tf.Variable(0.0)
        self.region = None

    def _reset_region(self, acceptance: tf.Tensor) -> None:
        self.region = tf.Variable(acceptance, trainable=False)  # expect: tf-variable-creation  allow: tf-attribute-mutation, tf-tensor-leak

    @tf.function
    def adapt(self, step: tf.Tensor, acceptance: tf.Tensor) -> tf.Tensor:
        if tf.equal(step, 0):
            self._reset_region(acceptance)
        self.region.assign(0.9 * self.region + 0.1 * acceptance)
        self.log_step.assign_add(0.5 * (self.region - self.target))
        return tf.exp(self.log_step)


@tf.function
def accept_rate(log_ratios: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean(tf.minimum(1.0, tf.exp(log_ratios)))


def tune(adapter: StepSizeAdapter, steps: int) -> list[float]:
    sizes = []
    for step in range(steps):
        rate = accept_rate(tf.constant([0.1, -0.2 * step, -1.0]))
        sizes.append(float(adapter.adapt(tf.constant(step), rate)))
    return sizes


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert len(tune(StepSizeAdapter(), 4)) == 4
    tf.config.run_functions_eagerly(False)
    try:
        tune(StepSizeAdapter(), 4)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the branch is traced whatever the step is, each time the function is traced")
    print("proved")
