"""The object comes in as an argument; TensorFlow does not notice that its attributes change."""

from dataclasses import dataclass

import tensorflow as tf


@dataclass(eq=False)
class Progress:
    steps: int = 0
    loss: tf.Tensor | None = None


@tf.function
def train_step(weights, progress):
    loss = tf.reduce_sum(weights * weights)
    progress.steps += 1  # expect: tf-attribute-mutation
    progress.loss = loss  # expect: tf-attribute-mutation, tf-tensor-leak
    return weights * 0.5


def run():
    progress = Progress()
    weights = tf.constant([1.0, 2.0])
    for _ in range(3):
        weights = train_step(weights, progress)
    return progress.steps, hasattr(progress.loss, "numpy")
