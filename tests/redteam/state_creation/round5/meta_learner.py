"""First-order meta-learning: a copy of the model adapts to each task."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def make_learner(width: int) -> keras.Model:
    return keras.Sequential([keras.Input([width]), keras.layers.Dense(1, kernel_initializer="zeros")])


class MetaLearner:
    """Adapts to a support set, is judged on a query set."""

    def __init__(self, model: keras.Model, inner_rate: float) -> None:
        self.model = model
        self.inner_rate = inner_rate
        self.loss = keras.losses.MeanSquaredError()

    def _task_copy(self) -> keras.Model:
        return keras.models.clone_model(self.model)  # expect: tf-layer-creation

    def _functional(self, weights: list[tf.Tensor], x: tf.Tensor) -> tf.Tensor:
        kernel, bias = weights
        return tf.matmul(x, kernel) + bias

    @tf.function
    def adapt_functional(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        """The inner loop on plain tensors."""
        weights = [tf.convert_to_tensor(v) for v in self.model.trainable_variables]
        for _ in range(2):
            with tf.GradientTape() as tape:
                tape.watch(weights)
                loss = self.loss(y, self._functional(weights, x))
            gradients = tape.gradient(loss, weights)
            weights = [w - self.inner_rate * g for w, g in zip(weights, gradients)]
        return self.loss(y, self._functional(weights, x))

    @tf.function
    def adapt_copy(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        """The inner loop on a clone."""
        learner = self._task_copy()
        for _ in range(2):
            with tf.GradientTape() as tape:
                loss = self.loss(y, learner(x))
            for variable, gradient in zip(
                learner.trainable_variables, tape.gradient(loss, learner.trainable_variables)
            ):
                variable.assign(variable - self.inner_rate * gradient)
        return self.loss(y, learner(x))


if __name__ == "__main__":
    learner = MetaLearner(make_learner(2), 0.1)
    x, y = tf.ones([3, 2]), tf.ones([3, 1])
    tf.config.run_functions_eagerly(True)
    expected = float(learner.adapt_functional(x, y))
    for _ in range(3):
        assert np.isclose(float(learner.adapt_copy(x, y)), expected)
    tf.config.run_functions_eagerly(False)
    for _ in range(3):
        assert np.isclose(float(learner.adapt_functional(x, y)), expected)
    try:
        learner.adapt_copy(x, y)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
