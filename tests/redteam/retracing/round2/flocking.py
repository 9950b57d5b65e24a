"""A flock of birds; a fresh state and fresh rules at every tick."""
import functools
from typing import NamedTuple

import numpy as np
import tensorflow as tf


class Flock(NamedTuple):
    positions: tf.Tensor
    velocities: tf.Tensor


@tf.function
def tick(flock, rules, dt):
    centre = tf.reduce_mean(flock.positions, axis=0)
    heading = tf.reduce_mean(flock.velocities, axis=0)
    offsets = flock.positions[:, None] - flock.positions[None]
    apart = tf.reduce_sum(offsets * tf.exp(-tf.reduce_sum(offsets ** 2, -1, keepdims=True)), axis=1)
    velocities = flock.velocities + dt * (
        rules["cohesion"] * (centre - flock.positions)
        + rules["alignment"] * (heading - flock.velocities)
        + rules["separation"] * apart)
    return Flock(flock.positions + dt * velocities, velocities)


def calm(strength):
    return {"cohesion": tf.constant(strength), "alignment": tf.constant(1.0), "separation": tf.constant(0.5)}


def alarmed(strength):
    return {"separation": tf.constant(2.0 * strength), "cohesion": np.float32(0.1), "alignment": tf.constant(0.2)}


MOODS = {"calm": calm, "alarmed": alarmed}


class World:
    def __init__(self, birds, dt):
        start = np.random.default_rng(9).normal(size=(2, birds, 2)).astype(np.float32)
        self.flock = Flock(*tf.unstack(start))
        self.advance = functools.partial(tick, dt=dt)
        self.ticks = 0

    def mood(self):
        return "alarmed" if self.ticks % 4 == 3 else "calm"

    def play(self, ticks):
        """Yields the size of the flock after every tick."""
        while self.ticks < ticks:
            rules = MOODS[self.mood()](1.0 + 0.1 * self.ticks)
            self.flock = self.advance(Flock(*self.flock), rules)
            self.ticks += 1
            yield float(tf.math.reduce_std(self.flock.positions))


def main(ticks=9):
    return list(World(5, 0.05).play(ticks))


if __name__ == "__main__":
    sizes = main()
    assert len(sizes) == 9
    assert tick.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(main(), sizes, rtol=1e-4)
    print("proved")
