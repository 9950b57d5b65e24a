"""Logistic regression with plain gradient descent and a hand-written decay of the weights."""
from __future__ import annotations

import tensorflow as tf


class Optimizer:
    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.steps = tf.Variable(0)

    def apply(self, gradients, variables) -> None:
        for variable, gradient in zip(variables, gradients):
            variable -= self.rate * gradient  # expect: tf-variable-augmented-assignment


class DecayingOptimizer(Optimizer):
    """Counts its steps and shrinks its rate."""

    def apply(self, gradients, variables) -> None:
        super().apply(gradients, variables)
        self.steps.assign_add(1)

    def tick(self) -> tf.Tensor:
        self.steps += 1  # expect: tf-variable-augmented-assignment  allow: tf-variable-rebound, tf-attribute-mutation
        return tf.cast(self.steps, tf.float32)


class LogisticRegression:
    def __init__(self, width: int, optimizer: Optimizer) -> None:
        self.kernel = tf.Variable(tf.zeros([width, 1]))
        self.bias = tf.Variable(tf.zeros([1]))
        self.optimizer = optimizer

    def loss(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        logits = tf.matmul(x, self.kernel)
        logits += self.bias
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))

    @tf.function
    def train_step(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        variables = [self.kernel, self.bias]
        with tf.GradientTape() as tape:
            loss = self.loss(x, y)
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        return loss

    @tf.function
    def skip_step(self) -> tf.Tensor:
        return self.optimizer.tick()


if __name__ == "__main__":
    x, y = tf.ones([4, 2]), tf.ones([4, 1])
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        model = LogisticRegression(2, DecayingOptimizer(0.1))
        for call, operator in ((lambda: model.train_step(x, y), "-="), (model.skip_step, "+=")):
            try:
                call()
            except RuntimeError as error:
                assert "%s value` with `tf.Variable`s is not supported" % operator in str(error), error
            else:
                raise AssertionError("augmented assignment of a variable must be refused")
        model.kernel.assign_sub(tf.ones([2, 1]))
        assert float(model.kernel[0, 0]) == -1.0
    print("proved")
