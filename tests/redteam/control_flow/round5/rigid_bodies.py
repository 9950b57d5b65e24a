"""Falling bodies with drag: small value classes used by a traced simulation step."""
from dataclasses import dataclass

import tensorflow as tf


@dataclass
class Force:
    """A force in newtons; sums are limited to what the model is valid for."""

    value: tf.Tensor
    limit: float = 500.0

    def __add__(self, other):
        total = self.value + other.value
        if tf.norm(total) > self.limit:  # expect: tf-tensor-bool-unconverted
            total = total * (self.limit / tf.norm(total))
        return Force(total, self.limit)


@dataclass
class Body:
    position: tf.Tensor
    velocity: tf.Tensor
    mass: float

    @property
    def drag(self):
        """Linear for slow bodies, quadratic for fast ones."""
        speed = tf.norm(self.velocity)
        coefficient = 0.1 if speed < 1.0 else 0.1 * speed  # expect: tf-tensor-bool-unconverted
        return Force(-coefficient * self.velocity)

    def moved(self, force, dt):
        velocity = self.velocity + dt * force.value / self.mass
        return Body(self.position + dt * velocity, velocity, self.mass)

    def bounced(self):
        """Loses half of its speed on the floor."""
        east, height = self.position[0], self.position[1]
        if height < 0.0:
            velocity = self.velocity * tf.constant([1.0, -0.5])
        else:
            velocity = self.velocity
        return Body(tf.stack([east, tf.abs(height)]), velocity, self.mass)


GRAVITY = Force(tf.constant([0.0, -9.81]))


@tf.function
def glide(position, velocity):
    """One step without drag."""
    body = Body(position, velocity, 2.0)
    wind = Force(tf.constant([0.5, 0.0]))
    total = GRAVITY + wind
    body = body.moved(total, 0.01).bounced()
    return body.position, body.velocity


@tf.function
def fall(position, velocity):
    body = Body(position, velocity, 2.0)
    body = body.moved(body.drag, 0.01).bounced()
    return body.position, body.velocity


def simulate(advance, steps=20):
    position, velocity = tf.constant([0.0, 10.0]), tf.constant([2.0, 0.0])
    for _ in range(steps):
        position, velocity = advance(position, velocity)
    return position


def main():
    return simulate(glide), simulate(fall)


if __name__ == "__main__":
    assert float(simulate(fall.python_function)[0]) > 0.1
    assert float(simulate(glide.python_function)[1]) < 10.0
    for traced, line in ((glide, "if tf.norm(total) > self.limit"), (fall, "if speed < 1.0")):
        try:
            simulate(traced)
        except tf.errors.OperatorNotAllowedInGraphError as error:
            assert "as a Python `bool` is not allowed" in str(error) and line in str(error), error
        else:
            raise AssertionError(line)
    print("proved")
