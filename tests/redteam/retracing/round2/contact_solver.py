"""Bouncing and sliding bodies: contact laws and materials are chosen by the scene."""
from __future__ import annotations

import dataclasses
import enum

import numpy as np
import tensorflow as tf

SPRINGS = {
    "linear": lambda depth: 40.0 * depth,
    "stiffening": lambda depth: 40.0 * depth + 10.0 * depth ** 3,
}
Regime = enum.Enum("Regime", ["DRY", "WET"])


@dataclasses.dataclass(frozen=True)
class Contact:
    damping: float
    regime: Regime


class Material:
    """Two materials of one friction are the same material."""

    def __init__(self, friction: float) -> None:
        self.friction = friction

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Material) and other.friction == self.friction

    def __hash__(self) -> int:
        return hash(self.friction)


@tf.function
def force(height, velocity, law, contact, material):
    depth = tf.nn.relu(-height)
    push = law(depth) - contact.damping * velocity * tf.sign(depth)
    slip = 0.5 if contact.regime is Regime.WET else 1.0
    return push, slip * material.friction * tf.abs(push)


class Body:
    """A body keeps its own description of its surface for as long as it lives."""

    def __init__(self, height: float, scene: dict) -> None:
        self.height = tf.constant(height)
        self.velocity = tf.constant(0.0)
        self.slid = 0.0
        self.contact = Contact(damping=scene["damping"], regime=Regime[scene["regime"]])
        self.material = Material(scene["friction"])

    def advance(self, spring: str, dt: float) -> None:
        push, drag = force(self.height, self.velocity, SPRINGS[spring], self.contact, self.material)
        self.velocity += dt * (push - 9.81)
        self.height += dt * self.velocity
        self.slid += float(drag) * dt


class World:
    def __init__(self, scene: dict, heights: list[float]) -> None:
        self.spring = scene["spring"]
        self.bodies = [Body(height, scene) for height in heights]

    def run(self, steps: int) -> np.ndarray:
        while steps:
            for body in self.bodies:
                body.advance(self.spring, 0.05)
            steps -= 1
        return np.array([[float(body.height), body.slid] for body in self.bodies])


SCENE = {"spring": "stiffening", "damping": 0.4, "regime": "WET", "friction": 0.3}


def main(steps: int = 8) -> tuple[World, np.ndarray]:
    world = World(SCENE, [0.2, 0.4, 0.1, 0.3])
    return world, world.run(steps)


if __name__ == "__main__":
    world, outcome = main()
    assert force.experimental_get_tracing_count() == 1 and (outcome[:, 1] > 0.0).all()
    assert len({id(body.material) for body in world.bodies}) == 4
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(main()[1], outcome, rtol=1e-3, atol=1e-5)
    print("proved")
