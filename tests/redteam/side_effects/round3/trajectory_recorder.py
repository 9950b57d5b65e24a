"""Rolls a linear dynamical system out and records states and controls."""

from __future__ import annotations

import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class Plant:
    """x' = A x + B u"""

    a: tf.Tensor
    b: tf.Tensor

    def advance(self, state, control):
        return tf.linalg.matvec(self.a, state) + tf.linalg.matvec(self.b, control)


def double_integrator(dt: float = 0.1) -> Plant:
    return Plant(tf.constant([[1.0, dt], [0.0, 1.0]]), tf.constant([[0.0], [dt]]))


def feedback(state):
    """A hand-tuned proportional-derivative controller."""
    return tf.reshape(-2.0 * state[0] - 1.5 * state[1], [1])


def keep(log, index, value):
    """Puts `value` at `index` of the log."""
    log.write(index, value)  # expect: tf-tensorarray-write-dropped


@tf.function
def rollout(a, b, start, horizon):
    """Returns the visited states and the controls."""
    plant = Plant(a, b)
    states = tf.TensorArray(tf.float32, size=horizon, element_shape=[2])
    controls = tf.TensorArray(tf.float32, size=horizon, element_shape=[1])
    state = start
    for t in tf.range(horizon):
        control = feedback(state)
        states = states.write(t, state)
        keep(controls, t, control)
        state = plant.advance(state, control)
    return states.stack(), controls.stack()


@tf.function(autograph=False)
def rollout_fixed(a, b, start):
    """Three steps, unrolled."""
    plant = Plant(a, b)
    log = tf.TensorArray(tf.float32, size=3)
    state = start
    for t in range(3):
        state = plant.advance(state, feedback(state))
        log = log.write(t, state)
    return log.stack()


def cost(states, controls):
    return float(tf.reduce_sum(states**2) + 0.1 * tf.reduce_sum(controls**2))


if __name__ == "__main__":
    plant = double_integrator()
    start, horizon = tf.constant([1.0, 0.0]), tf.constant(4)
    eager_states, eager_controls = rollout.python_function(plant.a, plant.b, start, horizon)
    graph_states, graph_controls = rollout(plant.a, plant.b, start, horizon)
    np.testing.assert_allclose(eager_states, graph_states, rtol=1e-6)
    assert np.all(eager_controls.numpy() != 0.0)
    assert np.all(graph_controls.numpy() == 0.0)
    assert cost(eager_states, eager_controls) > cost(graph_states, graph_controls)
    fixed = rollout_fixed(plant.a, plant.b, start)
    np.testing.assert_allclose(fixed, rollout_fixed.python_function(plant.a, plant.b, start), rtol=1e-6)
    print("proved")
