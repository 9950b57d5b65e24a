"""Low-rank adaptation (LoRA) of a frozen linear layer, fitted on synthetic pairs."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class LowRankAdapter:
    """Adds ``scale * x @ a @ b`` to the output of a frozen kernel."""

    def __init__(self, fan_in: int, fan_out: int, rank: int = 2, alpha: float = 4.0) -> None:
        self.scale = alpha / rank
        shapes = [(fan_in, rank), (rank, fan_out)]
        self.factors = [tf.Variable(tf.ones(shape) * 0.1) for shape in shapes]  # expect: tf-variable-creation

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        down, up = self.factors
        return self.scale * tf.matmul(tf.matmul(x, down), up)


class FrozenLinear:
    def __init__(self, kernel: np.ndarray) -> None:
        self.kernel = tf.constant(kernel, tf.float32)

    def adapter(self, rank: int) -> LowRankAdapter:
        rows, columns = self.kernel.shape
        return LowRankAdapter(rows, columns, rank)

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        return tf.matmul(x, self.kernel)


base = FrozenLinear(np.linspace(-1.0, 1.0, 12).reshape(4, 3))


def mean_squared(prediction: tf.Tensor, target: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean(tf.square(prediction - target))


@tf.function
def adapted_loss(x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
    """Loss of the adapted layer on one batch."""
    low_rank = base.adapter(rank=2)
    return mean_squared(base(x) + low_rank(x), y)


@tf.function
def frozen_loss(x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
    return mean_squared(base(x), y)


def compare(batches: list[tuple[tf.Tensor, tf.Tensor]]) -> list[tuple[float, float]]:
    """Both losses for each batch."""
    return [(float(frozen_loss(x, y)), float(adapted_loss(x, y))) for x, y in batches]


if __name__ == "__main__":
    batch = (tf.ones([2, 4]), tf.zeros([2, 3]))
    for _ in range(3):
        assert np.isfinite(adapted_loss.python_function(*batch))
        assert np.isfinite(frozen_loss(*batch))
    for _ in range(2):
        try:
            compare([batch])
        except ValueError as error:
            assert "singleton tf.Variables" in str(error) and "self.factors = [" in str(error)
        else:
            raise AssertionError("the graph ran")
    print("proved")
