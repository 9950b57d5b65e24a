"""AdaGrad with its accumulators in plain variables; the counter is handed round as assignments return it."""
from __future__ import annotations

import tensorflow as tf


class AdaGrad(tf.Module):
    """Updates a fixed list of variables.

    Args:
        variables: what is trained; accumulators are made for them at once.
        rate: step size.
    """

    def __init__(self, variables: list[tf.Variable], rate: float = 0.5) -> None:
        super().__init__()
        self.targets = variables
        self.slots = [tf.Variable(tf.fill(v.shape, 0.1), trainable=False) for v in variables]
        self.steps = tf.Variable(0, trainable=False)
        self.rate = rate

    def apply(self, gradients: list[tf.Tensor]) -> tf.Tensor:
        for target, slot, gradient in zip(self.targets, self.slots, gradients):
            slot = slot.assign_add(tf.square(gradient))
            target.assign_sub(self.rate * gradient / tf.sqrt(slot))
        self.steps = self.steps.assign_add(1)
        return self.steps


class Quadratic:
    def __init__(self, centre: list[float]) -> None:
        self.centre = tf.constant(centre)
        self.point = tf.Variable(tf.zeros_like(self.centre))
        self.scale = tf.Variable(1.0)
        self.optimizer = AdaGrad([self.point, self.scale])

    def loss(self) -> tf.Tensor:
        offset = self.point - self.centre
        value = self.scale * tf.reduce_sum(offset * offset)
        value += 0.1 * tf.square(self.scale)
        return value

    @tf.function
    def descend(self) -> tuple[tf.Tensor, tf.Tensor]:
        with tf.GradientTape() as tape:
            loss = self.loss()
        gradients = tape.gradient(loss, [self.point, self.scale])
        done = self.optimizer.apply(gradients)
        return loss, done + 0


def run(problem: Quadratic, steps: int) -> list[tuple[float, int]]:
    history = []
    for _ in range(steps):
        loss, done = problem.descend()
        history.append((float(loss), int(done)))
    return history


if __name__ == "__main__":
    graph = run(Quadratic([1.0, 2.0]), 5)
    tf.config.run_functions_eagerly(True)
    eager = run(Quadratic([1.0, 2.0]), 5)
    for (loss, done), (eager_loss, eager_done) in zip(graph, eager):
        assert abs(loss - eager_loss) < 1e-4 and done == eager_done
    assert [done for _, done in graph] == [1, 2, 3, 4, 5]
    print("proved")
