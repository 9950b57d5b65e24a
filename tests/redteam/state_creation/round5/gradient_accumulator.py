"""Large effective batches: gradients are summed over micro-batches."""
from __future__ import annotations

from typing import Any, Callable

import keras
import numpy as np
import tensorflow as tf


def maybe_compiled(function: Callable[..., Any], debug: bool = False) -> Callable[..., Any]:
    return function if debug else tf.function(function, jit_compile=False)


class Accumulator:
    """Sums of gradients, one a variable."""

    def __init__(self, variables: list[tf.Variable]) -> None:
        self.variables = variables
        self.sums: list[tf.Variable] = [tf.Variable(tf.zeros_like(v), trainable=False) for v in variables]

    def add(self, gradients: list[tf.Tensor]) -> None:
        for total, gradient in zip(self.sums, gradients):
            total.assign_add(gradient)

    def restart(self, gradients: list[tf.Tensor]) -> None:
        fresh = [tf.Variable(g, trainable=False) for g in gradients]  # expect: tf-variable-creation
        for total, start in zip(self.sums, fresh):
            total.assign(start)

    def clear(self) -> None:
        for total in self.sums:
            total.assign(tf.zeros_like(total))


class LargeBatchTrainer:
    def __init__(self, debug: bool = False) -> None:
        self.weight = tf.Variable([1.0, 1.0])
        self.seen = keras.Variable(0.0, trainable=False)
        self.accumulator = Accumulator([self.weight])
        self.micro_step = maybe_compiled(self._micro_step, debug)
        self.first_step = maybe_compiled(self._first_step, debug)

    def _gradients(self, x: tf.Tensor) -> list[tf.Tensor]:
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(tf.linalg.matvec(x, self.weight)))
        return tape.gradient(loss, [self.weight])

    def _micro_step(self, x: tf.Tensor) -> None:
        self.accumulator.add(self._gradients(x))
        self.seen += tf.cast(tf.shape(x)[0], tf.float32)  # expect: tf-variable-rebound  allow: tf-attribute-mutation, tf-tensor-leak

    def _first_step(self, x: tf.Tensor) -> None:
        self.accumulator.restart(self._gradients(x))

    def apply(self, rate: float) -> None:
        """Takes one descent step with what has been summed."""
        self.weight.assign_sub(rate * self.accumulator.sums[0])
        self.accumulator.clear()


if __name__ == "__main__":
    batches = [tf.constant(np.full([2, 2], value), tf.float32) for value in (0.5, 1.0, 1.5)]
    reference = LargeBatchTrainer(debug=True)
    for batch in batches:
        reference.first_step(batch)
    for batch in batches:
        reference.micro_step(batch)
    assert float(reference.seen) == 6.0
    trainer = LargeBatchTrainer()
    for batch in batches:
        trainer.micro_step(batch)
    assert not hasattr(trainer.seen, "numpy")
    try:
        trainer.first_step(batches[0])
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
