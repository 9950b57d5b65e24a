"""Projecting conflicting gradients (PCGrad) for a multi-task network."""

from __future__ import annotations

import functools

import numpy as np
import tensorflow as tf

raw_graph = functools.partial(tf.function, autograph=False)


def project(grad, other):
    """Removes from `grad` its part that points against `other`."""
    dot = tf.reduce_sum(grad * other)
    norm = tf.reduce_sum(other * other) + 1e-12
    return grad - tf.minimum(dot, 0.0) / norm * other


def task_order(count: int, skip: int):
    order = np.random.permutation(count)  # expect: tf-python-random
    return [int(i) for i in order if i != skip]


class MultiTask:
    """Shared trunk, one linear head per task."""

    def __init__(self, inputs: int, tasks: int):
        self.tasks = tasks
        self.trunk = tf.Variable(tf.random.stateless_normal([inputs], [8, 8]))
        self.heads = [tf.Variable(float(i + 1) * (-1.0) ** i) for i in range(tasks)]

    def losses(self, x, targets):
        hidden = tf.linalg.matvec(x, self.trunk)
        return [
            tf.reduce_mean((head * hidden - targets[:, i]) ** 2) for i, head in enumerate(self.heads)
        ]

    def surgery(self, grads):
        merged = []
        orders = []
        for i, grad in enumerate(grads):
            order = task_order(self.tasks, i)
            for j in order:
                grad = project(grad, grads[j])
            merged.append(grad)
            orders.append(order)
        return tf.add_n(merged), tf.constant(orders)

    @raw_graph
    def gradient(self, x, targets):
        """The combined gradient of the trunk and the orders that were used."""
        with tf.GradientTape(persistent=True) as tape:
            losses = self.losses(x, targets)
        grads = [tape.gradient(loss, self.trunk) for loss in losses]
        return self.surgery(grads)


def orders_over(model: MultiTask, steps: int):
    seen = []
    for seed in range(steps):
        x = tf.random.stateless_normal([6, 3], [seed, 0])
        targets = tf.random.stateless_normal([6, model.tasks], [seed, 1])
        _, orders = model.gradient(x, targets)
        seen.append(orders.numpy().tobytes())
    return seen


if __name__ == "__main__":
    np.random.seed(0)
    model = MultiTask(3, 5)
    tf.config.run_functions_eagerly(True)
    assert len(set(orders_over(model, 5))) > 1
    tf.config.run_functions_eagerly(False)
    assert len(set(orders_over(model, 5))) == 1
    print("proved")
