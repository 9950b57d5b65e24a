"""Deep mutual learning: a student follows a teacher, which is fine-tuned after a warm-up."""
from __future__ import annotations

import keras
import tensorflow.compat.v2 as tf


class Pair:
    def __init__(self) -> None:
        self.student = tf.Variable([0.0, 0.0], name="student")
        self.teacher = tf.Variable([1.0, 2.0], name="teacher")
        self.student_optimizer = keras.optimizers.Adam(0.1)
        self.teacher_optimizer = keras.optimizers.Adam(0.01)
        self.gap = keras.metrics.Mean(name="gap")

    def logits(self, weights: tf.Variable, x: tf.Tensor) -> tf.Tensor:
        return tf.linalg.matvec(x, weights)


class Distiller:
    """Trains a pair of linear models."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair

    def _distill(self, x: tf.Tensor) -> tf.Tensor:
        pair = self.pair
        with tf.GradientTape() as tape:
            gap = pair.logits(pair.student, x) - tf.stop_gradient(pair.logits(pair.teacher, x))
            loss = tf.reduce_mean(tf.square(gap))
        gradient = tape.gradient(loss, pair.student)
        pair.student_optimizer.apply_gradients([(gradient, pair.student)])
        pair.gap.update_state(loss)
        return loss

    def _tune_teacher(self, x: tf.Tensor, y: tf.Tensor) -> None:
        pair = self.pair
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(pair.logits(pair.teacher, x) - y))
        gradient = tape.gradient(loss, pair.teacher)
        optimizer = pair.teacher_optimizer
        optimizer.apply_gradients([(gradient, pair.teacher)])  # expect: tf-late-state-creation

    @tf.function
    def step(self, x: tf.Tensor, y: tf.Tensor, tune_teacher: bool) -> tf.Tensor:
        loss = self._distill(x)
        if tune_teacher:
            self._tune_teacher(x, y)
        return loss


def train(distiller: Distiller, x: tf.Tensor, y: tf.Tensor, steps: int, warm_up: int) -> list[float]:
    losses = []
    for step in range(steps):
        losses.append(float(distiller.step(x, y, tune_teacher=step >= warm_up)))
    return losses


if __name__ == "__main__":
    x, y = tf.constant([[1.0, 0.0], [1.0, 1.0]]), tf.constant([1.0, 4.0])
    tf.config.run_functions_eagerly(True)
    eager = train(Distiller(Pair()), x, y, steps=4, warm_up=2)
    assert eager[0] > eager[-1]
    tf.config.run_functions_eagerly(False)
    distiller = Distiller(Pair())
    warm = train(distiller, x, y, steps=3, warm_up=9)
    assert all(abs(a - b) < 1e-4 for a, b in zip(warm, eager[:2]))
    try:
        train(distiller, x, y, steps=3, warm_up=2)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "pair.teacher)])" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
