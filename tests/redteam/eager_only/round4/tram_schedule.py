"""Optimises a tram schedule: a loop that looks like a traced step but is eager, around small traced kernels."""
import math
from collections import deque

import numpy as np
import tensorflow as tf


@tf.function
def waiting(offsets, demand):
    gaps = tf.math.floormod(offsets[1:] - offsets[:-1], 10.0)
    return tf.reduce_sum(tf.square(gaps) * demand)


def train_step(offsets, demand, rate):
    """Undecorated; called eagerly."""
    with tf.GradientTape() as tape:
        cost = waiting(offsets, demand)
    gradient = tape.gradient(cost, offsets)
    norm = np.linalg.norm(gradient)
    if norm > 50.0 or math.isnan(cost):
        gradient = gradient * (50.0 / norm)
    offsets.assign_sub(rate * gradient)
    return float(cost), {"norm": f"{norm:.3f}", "first": int(offsets[0].numpy())}


def test_step(offsets, demand):
    cost = waiting(offsets, demand).numpy()
    lateness = np.clip(offsets.numpy(), 0.0, 30.0).mean()
    return round(cost.item(), 3), round(float(lateness), 3)


class Optimiser:
    """Anneals; the temperature and the acceptance are Python numbers."""

    def __init__(self, trams, seed=1):
        self.offsets = tf.Variable(np.arange(trams, dtype=np.float32) * 3.0)
        self.rng = np.random.default_rng(seed)
        self.recent = deque(maxlen=3)

    def temperature(self, step):
        return 5.0 * math.exp(-0.5 * step)

    def call(self, demand, step):
        """A name that Keras uses, in a class that has nothing to do with it."""
        before = self.offsets.numpy()
        cost = float(waiting(self.offsets, demand))
        self.offsets.assign_add(self.rng.normal(size=before.shape).astype(np.float32))
        change = float(waiting(self.offsets, demand)) - cost
        if change > 0.0 and self.rng.uniform() > math.exp(-change / self.temperature(step)):
            self.offsets.assign(before)
        self.recent.append(str(self.offsets.numpy().round(1)))
        return cost

    def run(self, demand, steps=4):
        costs = [self.call(demand, step) for step in range(steps)]
        for _ in range(2):
            cost, logs = train_step(self.offsets, demand, 0.001)
            costs.append(cost)
            self.recent.append(logs["norm"])
        return [round(c, 2) for c in costs], test_step(self.offsets, demand), list(self.recent)


def demands():
    return tf.constant([1.0, 4.0, 2.0])


if __name__ == "__main__":
    graph = Optimiser(4).run(demands())
    tf.config.run_functions_eagerly(True)
    eager = Optimiser(4).run(demands())
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    assert graph[0][-1] < graph[0][0]
    print("proved")
