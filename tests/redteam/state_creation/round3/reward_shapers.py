"""Reward shaping functions for several tasks; each factory call makes its own state and its own graph."""
from __future__ import annotations

from typing import Callable

import tensorflow as tf

Shaper = Callable[[tf.Tensor], tf.Tensor]


def discounted_return(discount: float) -> Shaper:
    """Running discounted sum of the rewards of one task."""
    running = tf.Variable(0.0, trainable=False)

    @tf.function
    def shape(reward: tf.Tensor) -> tf.Tensor:
        running.assign(running * discount + reward)
        return running.read_value()

    return shape


def centred(rate: float) -> Shaper:
    """Reward minus its running mean, divided by the running deviation."""
    state = {"mean": tf.Variable(0.0), "square": tf.Variable(1.0)}

    def shape(reward: tf.Tensor) -> tf.Tensor:
        mean, square = state["mean"], state["square"]
        mean.assign_add(rate * (reward - mean))
        square.assign_add(rate * (tf.square(reward) - square))
        deviation = tf.sqrt(tf.maximum(square - tf.square(mean), 1e-6))
        return (reward - mean) / deviation

    return tf.function(shape)


def chain(*shapers: Shaper) -> Shaper:
    @tf.function
    def shape(reward: tf.Tensor) -> tf.Tensor:
        for shaper in shapers:
            reward = shaper(reward)
        return reward

    return shape


class Task:
    """A named task with its shaping pipeline."""

    def __init__(self, name: str, discount: float) -> None:
        self.name = name
        self.shaper = chain(discounted_return(discount), centred(0.1))
        self.history: list[float] = []

    def reward(self, value: float) -> float:
        shaped = float(self.shaper(tf.constant(value)))
        self.history.append(shaped)
        return shaped


def play(tasks: list[Task], rewards: list[float]) -> dict[str, list[float]]:
    for value in rewards:
        for task in tasks:
            task.reward(value)
    return {task.name: task.history for task in tasks}


if __name__ == "__main__":
    runs = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        runs.append(play([Task("reach", 0.9), Task("push", 0.5)], [1.0, 0.0, 2.0, -1.0]))
    for name in ("reach", "push"):
        assert all(abs(a - b) < 1e-5 for a, b in zip(runs[0][name], runs[1][name]))
        assert len(set(runs[0][name])) == 4
    print("proved")
