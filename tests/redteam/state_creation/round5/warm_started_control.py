"""Model-predictive control: the plan is warm-started from the last one."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class Planner(tf.Module):
    """Gradient-based shooting for a double integrator."""

    def __init__(self, horizon: int, restarts: int = 0) -> None:
        super().__init__()
        self.horizon = horizon
        self.plan = tf.Variable(tf.zeros([horizon]), name="plan")
        self.slots = {}
        self._ready = False
        if restarts:
            self.plan = tf.Variable(tf.ones([horizon]) / restarts, name="plan")

    def _setup(self) -> None:
        if self._ready:
            return
        for name in ("momentum", "scale"):
            self.slots[name] = tf.Variable(tf.zeros_like(self.plan), trainable=False, name=name)
        self._ready = True

    def _cost(self, state: tf.Tensor, plan: tf.Tensor) -> tf.Tensor:
        position, speed = state[0], state[1]
        cost = 0.0
        for action in tf.unstack(plan):
            speed += 0.5 * action
            position += 0.5 * speed
            cost += tf.square(position) + 0.1 * tf.square(action)
        return cost

    @tf.function
    def improve(self, state: tf.Tensor, steps: int = 2) -> tf.Tensor:
        self._setup()
        momentum, scale = self.slots["momentum"], self.slots["scale"]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                cost = self._cost(state, self.plan)
            gradient = tape.gradient(cost, self.plan)
            momentum.assign(0.9 * momentum + gradient)
            scale.assign(0.9 * scale + 0.1 * tf.square(gradient))
            self.plan.assign_sub(0.01 * momentum / (tf.sqrt(scale) + 1.0))
        return self._cost(state, self.plan)

    @tf.function
    def act(self) -> tf.Tensor:
        action = self.plan[0]
        self.plan.assign(tf.concat([self.plan[1:], [0.0]], axis=0))
        return action


def control(planner: Planner, steps: int) -> list[float]:
    state = np.array([1.0, 0.0], np.float32)
    log = []
    for _ in range(steps):
        cost = float(planner.improve(tf.constant(state)))
        action = float(planner.act())
        state = np.array([state[0] + 0.5 * state[1], state[1] + 0.5 * action], np.float32)
        log += [cost, action]
    return log


if __name__ == "__main__":
    graph = [control(Planner(3), 4), control(Planner(3, restarts=2), 4)]
    tf.config.run_functions_eagerly(True)
    eager = [control(Planner(3), 4), control(Planner(3, restarts=2), 4)]
    np.testing.assert_allclose(eager, graph, rtol=1e-4, atol=1e-6)
    print("proved")
