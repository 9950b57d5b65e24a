"""An Ising magnet with exchangeable couplings; callbacks are held by the annealer."""
import numpy as np
import tensorflow as tf


def ferromagnet(spins):
    return -tf.reduce_sum(spins * tf.roll(spins, 1, axis=0)) - tf.reduce_sum(spins * tf.roll(spins, 1, axis=1))


class RandomField:
    def __init__(self, size, seed=0):
        self.field = tf.random.stateless_normal([size, size], [seed, 1])

    def energy(self, spins):
        return ferromagnet(spins) - tf.reduce_sum(self.field * spins)


class Annealer:
    """Flips single spins; the flip is compiled when it is first wanted."""

    def __init__(self, energy, on_sweep=None, seed=0):
        self.energy = energy
        self.on_sweep = on_sweep or (lambda annealer, value: None)
        self.rng = np.random.default_rng(seed)
        self.compiled = None

    @staticmethod
    def _flip(energy, spins, place, temperature):
        change = tf.one_hot(place[0], spins.shape[0])[:, None] * tf.one_hot(place[1], spins.shape[1])[None, :]
        flipped = spins * (1.0 - 2.0 * change)
        rise = energy(flipped) - energy(spins)
        return tf.where(rise < temperature, flipped, spins)

    def flip(self, spins, temperature):
        if self.compiled is None:
            self.compiled = tf.function(self._flip)
        place = tf.constant(self.rng.integers(spins.shape[0], size=2), tf.int32)
        return self.compiled(self.energy, spins, place, temperature)

    def run(self, spins, temperatures, flips=4):
        for temperature in tf.unstack(temperatures):
            for _ in range(flips):
                spins = self.flip(spins, temperature)
            self.on_sweep(self, float(self.energy(spins)))
        return spins


def anneal(size=4, sweeps=5):
    course = []
    model = RandomField(size)
    annealer = Annealer(model.energy, on_sweep=lambda _, value: course.append(value))
    spins = annealer.run(tf.ones([size, size]), tf.linspace(3.0, 0.1, sweeps))
    return annealer, spins, course


if __name__ == "__main__":
    annealer, spins, course = anneal()
    assert annealer.compiled.experimental_get_tracing_count() == 1
    assert len(course) == 5
    tf.config.run_functions_eagerly(True)
    _, eager, eager_course = anneal()
    np.testing.assert_array_equal(spins, eager)
    np.testing.assert_allclose(course, eager_course, rtol=1e-5)
    print("proved")
