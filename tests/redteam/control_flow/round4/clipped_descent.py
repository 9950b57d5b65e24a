"""Logistic regression trained by gradient descent with clipping of the global norm."""
from typing import NamedTuple

import numpy as np
import tensorflow as tf


class Parameters(NamedTuple):
    weights: tf.Variable
    bias: tf.Variable


def make_parameters(features: int) -> Parameters:
    return Parameters(tf.Variable(tf.zeros([features])), tf.Variable(0.0))


def cross_entropy(parameters: Parameters, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
    logits = tf.linalg.matvec(x, parameters.weights) + parameters.bias
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))


def make_step(parameters: Parameters, rate: float, limit: float):
    variables = list(parameters)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = cross_entropy(parameters, x, y)
        gradients = tape.gradient(loss, variables)
        norm = tf.linalg.global_norm(gradients)
        if norm > limit:  # expect: tf-branch-dtype
            scale = limit / norm  # allow: tf-branch-dtype
        else:
            scale = 1  # allow: tf-branch-dtype
        for variable, gradient in zip(variables, gradients):
            variable.assign_sub(rate * scale * gradient)
        return loss

    return step


@tf.function
def evaluate(parameters: Parameters, batches: tf.data.Dataset) -> tf.Tensor:
    total, count = 0, 0
    for x, y in batches:  # allow: tf-branch-dtype
        total += cross_entropy(parameters, x, y)  # expect: tf-branch-dtype
        count += 1
    return tf.cast(total, tf.float32) / tf.cast(count, tf.float32)


def dataset(seed: int = 0) -> tf.data.Dataset:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(64, 3)).astype(np.float32)
    y = (x @ np.array([1.0, -2.0, 0.5]) > 0).astype(np.float32)
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(16)


def train(epochs: int = 3) -> Parameters:
    parameters = make_parameters(3)
    step = make_step(parameters, rate=0.5, limit=0.4)
    for _ in range(epochs):
        for x, y in dataset():
            step(x, y)
    return parameters


def validate(parameters: Parameters) -> tf.Tensor:
    return evaluate(parameters, dataset(seed=1))


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    trained = train()
    assert validate(trained) < validate(make_parameters(3))
    tf.config.run_functions_eagerly(False)
    for run, text in [
        (train, "'scale' has dtype float32 in the main branch, but dtype int32 in the else branch"),
        (lambda: validate(trained), "total += cross_entropy(parameters, x, y)"),
    ]:
        try:
            run()
        except TypeError as error:
            assert text in str(error), error
        else:
            raise AssertionError(text)
    print("proved")
