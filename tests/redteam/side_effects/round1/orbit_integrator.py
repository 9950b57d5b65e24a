"""Symplectic integration of a planet around a fixed sun."""

from __future__ import annotations

import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class Body:
    """Position, velocity and what was done with them so far."""

    position: tf.Tensor
    velocity: tf.Tensor
    kicks: int = 0
    notes: list = dataclasses.field(default_factory=list)


class Ledger:
    """Conserved quantities along one integration."""

    def __init__(self):
        self.energy = None
        self.momentum = None
        self.entries = 0

    def update(self, body: Body):
        radius = tf.norm(body.position)
        self.energy = 0.5 * tf.reduce_sum(body.velocity**2) - 1.0 / radius
        x, v = body.position, body.velocity
        self.momentum = x[0] * v[1] - x[1] * v[0]
        self.entries += 1
        return self


def kick(body: Body, dt):
    radius = tf.norm(body.position)
    body.velocity = body.velocity - dt * body.position / radius**3
    body.kicks += 1
    body.notes.append("kick")


def drift(body: Body, dt):
    body.position = body.position + dt * body.velocity
    setattr(body, "drifted", True)


@tf.function
def leapfrog(position, velocity, dt):
    """Eight kick-drift-kick steps; returns the new state, energy and angular momentum."""
    body = Body(position, velocity)
    ledger = Ledger()
    for _ in range(8):
        kick(body, 0.5 * dt)
        drift(body, dt)
        kick(body, 0.5 * dt)
        ledger.update(body)
    work = tf.constant(body.kicks + len(body.notes) + ledger.entries)
    return body.position, body.velocity, ledger.energy, ledger.momentum, work


def orbit(step, frames: int = 4):
    """Calls the step again and again from a circular orbit."""
    position, velocity = tf.constant([1.0, 0.0]), tf.constant([0.0, 1.0])
    trail = []
    for _ in range(frames):
        position, velocity, energy, momentum, work = step(position, velocity, tf.constant(0.05))
        trail.append([*position.numpy(), *velocity.numpy(), energy.numpy(), momentum.numpy(), work.numpy()])
    return trail


if __name__ == "__main__":
    np.testing.assert_allclose(orbit(leapfrog.python_function), orbit(leapfrog), rtol=1e-4, atol=1e-5)
    print("proved")
