"""Rolls out a cart in a functional style: states are values, and a step makes a new one."""

from __future__ import annotations

import copy
import dataclasses
from typing import NamedTuple

import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class Physics:
    gravity: float = 9.8
    friction: float = 0.1
    steps: int = 4


class State(NamedTuple):
    position: tf.Tensor
    speed: tf.Tensor


class Buffer:
    """Collects a rollout; made for each call."""

    def __init__(self):
        self.positions: list[tf.Tensor] = []
        self.reward = tf.zeros([])
        self.last = None

    def add(self, state: State, reward):
        self.positions.append(state.position)
        self.reward += reward
        self.last = state

    def result(self):
        return tf.stack(self.positions), self.reward, self.last.speed


class Cart:
    def __init__(self, physics: Physics):
        self.physics = physics

    def randomised(self, factor: float) -> Physics:
        """Changed physics for one rollout; the configured ones stay as they are."""
        physics = copy.copy(self.physics)
        physics.friction *= factor
        physics.steps += 1
        return dataclasses.replace(physics, gravity=physics.gravity / factor)

    @staticmethod
    def advance(physics: Physics, state: State, force, dt=0.02) -> State:
        acceleration = force - physics.friction * state.speed - 0.01 * physics.gravity
        state = state._replace(speed=state.speed + dt * acceleration)
        return state._replace(position=state.position + dt * state.speed)

    @tf.function
    def rollout(self, position, force):
        physics = self.randomised(1.5)
        buffer = Buffer()
        remember = buffer.add
        state = State(position, tf.zeros_like(position))
        for _ in range(physics.steps):
            state = self.advance(physics, state, force)
            remember(state, -tf.abs(state.position))
        buffer.reward = buffer.reward / physics.steps
        return buffer.result()


if __name__ == "__main__":
    outcomes = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        cart = Cart(Physics())
        outcomes[eager] = [cart.rollout(tf.constant(0.5 * k), tf.constant(1.0 - k)) for k in range(4)]
        assert cart.physics == Physics()
    tf.config.run_functions_eagerly(False)
    for left, right in zip(outcomes[True], outcomes[False], strict=True):
        for a, b in zip(left, right, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)
    assert outcomes[False][0][0].shape == [5]
    print("proved")
