"""An evolution strategy on islands that sink and are settled anew after each epoch."""
import numpy as np
import tensorflow as tf


def ackley_like(points):
    return tf.reduce_sum(points**2, axis=-1) + tf.reduce_sum(1.0 - tf.cos(3.0 * points), axis=-1)


class Island:
    """A population around a centre; one generation is one compiled step."""

    def __init__(self, centre, spread, size=16):
        self.centre = tf.Variable(centre, dtype=tf.float32)
        self.spread = tf.Variable(spread, dtype=tf.float32)
        self.size = size
        self.generation = tf.function(self._generation)  # allow: tf-function-in-loop

    def _generation(self, seed):
        shape = [self.size, self.centre.shape[0]]
        people = self.centre + self.spread * tf.random.stateless_normal(shape, seed)
        fitness = ackley_like(people)
        elite = tf.gather(people, tf.argsort(fitness)[: self.size // 4])
        self.centre.assign(tf.reduce_mean(elite, axis=0))
        self.spread.assign(0.9 * self.spread)
        return tf.reduce_min(fitness)


class Archipelago:
    def __init__(self, dimensions=2, seed=0):
        self.rng = np.random.default_rng(seed)
        self.dimensions = dimensions
        self.sunk = []
        self.record = np.inf

    def settle(self):
        return self.rng.uniform(-2.0, 2.0, size=self.dimensions)

    def epoch(self, number, generations=4):
        island = Island(self.settle(), spread=0.5)  # expect: tf-function-in-loop
        for generation in range(generations):
            seed = tf.constant([number, generation])
            self.record = min(self.record, float(island.generation(seed)))
        self.sunk.append(island)

    def run(self, epochs):
        for number in range(epochs):
            self.epoch(number)
            if self.record < 1e-6:
                break
        return self.record


if __name__ == "__main__":
    from unittest import mock

    for epochs in (2, 5):
        archipelago = Archipelago()
        with mock.patch.object(tf, "argsort", wraps=tf.argsort) as argsort:
            record = archipelago.run(epochs)
        assert argsort.call_count == len(archipelago.sunk) == epochs, argsort.call_count
        assert np.isfinite(record)
        assert [island.generation.experimental_get_tracing_count() for island in archipelago.sunk] == [1] * epochs
    island = Island([1.0, 1.0], 0.5)
    for epoch in range(5):
        island.centre.assign([float(epoch), 1.0])
        island.generation(tf.constant([epoch, 0]))
    assert island.generation.experimental_get_tracing_count() == 1
    print("proved")
