"""Steps a small star cluster and measures its energy as it goes."""
import numpy as np
import tensorflow as tf


class Snapshot:
    """What is known of the cluster at one moment."""

    def __init__(self, positions, velocities):
        self.positions = positions
        self.velocities = velocities

    def moved(self, pull, dt):
        velocities = self.velocities + dt * pull
        return Snapshot(self.positions + dt * velocities, velocities)


@tf.function
def gravity(positions, softening):
    offsets = positions[None] - positions[:, None]
    distance = tf.sqrt(tf.reduce_sum(tf.square(offsets), axis=-1, keepdims=True) + softening)
    return tf.reduce_sum(offsets / distance ** 3, axis=1)


@tf.function
def energy(snapshot):
    kinetic = 0.5 * tf.reduce_sum(tf.square(snapshot.velocities))
    offsets = snapshot.positions[None] - snapshot.positions[:, None]
    distance = tf.sqrt(tf.reduce_sum(tf.square(offsets), axis=-1) + 0.1)
    return kinetic - 0.5 * tf.reduce_sum(1.0 / distance)


def history(snapshot, dt, steps):
    """Yields the snapshots of a run."""
    while steps:
        yield snapshot
        pull = gravity(snapshot.positions, 0.1)
        snapshot = snapshot.moved(pull, dt)
        steps -= 1


class Observatory:
    def __init__(self):
        self.instruments = {"energy": self._measure, "spread": self._spread}
        self.readings = {name: [] for name in self.instruments}

    def _measure(self, snapshot):
        return float(energy(snapshot))  # unseen: tf-object-arg

    def _spread(self, snapshot):
        return float(tf.math.reduce_std(snapshot.positions))

    def watch(self, run):
        for snapshot in run:
            for name, instrument in self.instruments.items():
                self.readings[name].append(instrument(snapshot))


def main(steps=5):
    rng = np.random.default_rng(1)
    start = Snapshot(tf.constant(rng.normal(size=(4, 2)), tf.float32), tf.zeros([4, 2]))
    observatory = Observatory()
    observatory.watch(history(start, 0.01, steps))
    return observatory.readings


if __name__ == "__main__":
    readings = main()
    assert len(readings["energy"]) == 5
    assert energy.experimental_get_tracing_count() == 5
    assert gravity.experimental_get_tracing_count() == 1
    still = Snapshot(tf.zeros([2, 2]), tf.ones([2, 2]))
    for _ in range(3):
        energy(still)
    assert energy.experimental_get_tracing_count() == 6
    print("proved")
