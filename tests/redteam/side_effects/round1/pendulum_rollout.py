"""Rollouts of a linear controller on a pendulum, recorded in TensorArrays."""

from __future__ import annotations

import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class Recorder:
    """The arrays of one rollout; made anew in every call."""

    states: tf.TensorArray
    rewards: tf.TensorArray

    def stacked(self):
        return self.states.stack(), self.rewards.stack()


def dynamics(state, torque, dt=0.05):
    theta, omega = state[0], state[1]
    omega = omega + dt * (9.8 * tf.sin(theta) + torque)
    theta = theta + dt * omega
    return tf.stack([theta, tf.clip_by_value(omega, -8.0, 8.0)])


class Controller(tf.Module):
    def __init__(self):
        super().__init__()
        self.gains = tf.Variable([[-12.0, -2.0]])

    def __call__(self, state):
        return tf.clip_by_value(tf.linalg.matvec(self.gains, state)[0], -20.0, 20.0)


class Rollout:
    """Closes the loop between a controller and the dynamics."""

    def __init__(self, controller: Controller, horizon: int):
        self.controller = controller
        self.horizon = horizon

    def _loop(self, state, recorder: Recorder):
        states, rewards = recorder.states, recorder.rewards
        for t in tf.range(self.horizon):
            torque = self.controller(state)
            state = dynamics(state, torque)
            reward = -(state[0] ** 2 + 0.1 * state[1] ** 2)
            states = states.write(t, state)
            rewards = rewards.write(t, reward)
        return Recorder(states, rewards)

    @tf.function
    def run(self, state):
        recorder = Recorder(
            tf.TensorArray(tf.float32, size=self.horizon, element_shape=[2]),
            tf.TensorArray(tf.float32, size=0, dynamic_size=True, element_shape=[]),
        )
        recorder = self._loop(state, recorder)
        states, rewards = recorder.stacked()
        returns = tf.cumsum(rewards, reverse=True)
        first = tf.TensorArray(tf.float32, size=2).write(0, returns[0]).write(1, returns[-1])
        return states, rewards, first.stack()


if __name__ == "__main__":
    rollout = Rollout(Controller(), horizon=15)
    starts = [tf.constant([0.1 * k, 0.0]) for k in range(1, 5)]
    graph = [[t.numpy() for t in rollout.run(start)] for start in starts]
    tf.config.run_functions_eagerly(True)
    eager = [[t.numpy() for t in rollout.run(start)] for start in starts]
    for a, b in zip(graph, eager, strict=True):
        for x, y in zip(a, b, strict=True):
            assert x.shape == y.shape
            np.testing.assert_allclose(x, y, rtol=1e-4, atol=1e-4)
    print("proved")
