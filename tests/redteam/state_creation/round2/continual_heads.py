"""Continual learning: a shared trunk and one head a task, made when the task is met."""
from __future__ import annotations

import keras
import tensorflow as tf


class MultiHead(tf.Module):
    def __init__(self, classes: int) -> None:
        super().__init__()
        self.classes = classes
        self.trunk = keras.layers.Dense(8, activation="relu")
        self.heads: dict[str, keras.layers.Layer] = {}

    def head(self, task: str) -> keras.layers.Layer:
        if task not in self.heads:
            self.heads[task] = keras.layers.Dense(self.classes, name=task)  # expect: tf-late-state-creation
        return self.heads[task]

    def logits(self, x: tf.Tensor, task: str) -> tf.Tensor:
        hidden = self.trunk(x)
        return self.head(task)(hidden)  # allow: tf-late-state-creation


@tf.function
def task_loss(model: MultiHead, x: tf.Tensor, y: tf.Tensor, task: str) -> tf.Tensor:
    logits = model.logits(x, task)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits)
    return tf.reduce_mean(losses)


def stream(tasks: tuple[str, ...], steps: int):
    for task in tasks:
        for step in range(steps):
            yield task, tf.fill([4, 3], float(step)), tf.zeros([4], tf.int32)


def learn(model: MultiHead, tasks: tuple[str, ...]) -> dict[str, float]:
    report = {}
    for task, x, y in stream(tasks, 2):
        report[task] = float(task_loss(model, x, y, task))
    return report


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert sorted(learn(MultiHead(3), ("birds", "cars"))) == ["birds", "cars"]
    tf.config.run_functions_eagerly(False)
    model = MultiHead(3)
    assert sorted(learn(model, ("birds",))) == ["birds"], "the head of the first task is fine"
    try:
        learn(model, ("cars",))
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the head of the second task appears on a later trace")
    print("proved")
