"""Cellular automata and lattice gases with constants prepared in NumPy."""

from __future__ import annotations

import collections

import numpy as np
import tensorflow as tf

Rule = collections.namedtuple("Rule", ["born", "survive"])
CONWAY = Rule(born=(3,), survive=(2, 3))
HIGH_LIFE = CONWAY._replace(born=(3, 6))


def neighbourhood() -> np.ndarray:
    """The Moore neighbourhood as a convolution kernel."""
    kernel = np.zeros((3, 3), dtype=np.float32)
    kernel[:] = 1.0
    kernel[1, 1] = 0.0
    kernel += 0.0
    return kernel.reshape(3, 3, 1, 1)


def lookup(counts) -> np.ndarray:
    table = np.zeros(9, dtype=np.float32)
    for count in counts:
        table[count] = 1.0
    table.setflags(write=False)
    return table


class Lattice:
    """A torus of cells."""

    def __init__(self, rule: Rule = CONWAY):
        self.rule = rule

    def _wrap(self, cells):
        cells = tf.concat([cells[-1:], cells, cells[:1]], axis=0)
        return tf.concat([cells[:, -1:], cells, cells[:, :1]], axis=1)

    def _generation(self, cells):
        padded = self._wrap(cells)[None, :, :, None]
        counts = tf.nn.conv2d(padded, neighbourhood(), strides=1, padding="VALID")[0, :, :, 0]
        index = tf.cast(tf.round(counts), tf.int32)
        born = tf.gather(lookup(self.rule.born), index)
        survive = tf.gather(lookup(self.rule.survive), index)
        return tf.where(cells > 0.5, survive, born)

    @tf.function
    def evolve(self, cells, generations):
        """The last state and the population after each generation."""
        population = tf.TensorArray(tf.float32, size=generations)
        for i in tf.range(generations):
            cells = self._generation(cells)
            population = population.write(i, tf.reduce_sum(cells))
        return cells, population.stack()

    @tf.function
    def until_still(self, cells, limit=tf.constant(20)):
        """Runs until nothing changes; returns how long that took."""
        age = tf.constant(0)
        before = tf.zeros_like(cells)
        while age < limit and tf.reduce_any(before != cells):
            before = cells
            cells = self._generation(cells)
            age += 1
        return age


def soup(seed: int, size: int = 8):
    return tf.cast(tf.random.stateless_uniform([size, size], [seed, 0]) < 0.35, tf.float32)


if __name__ == "__main__":
    for rule in (CONWAY, HIGH_LIFE):
        lattice = Lattice(rule)
        for seed in range(3):
            results = {}
            for eager in (True, False):
                tf.config.run_functions_eagerly(eager)
                cells, population = lattice.evolve(soup(seed), tf.constant(5))
                results[eager] = (cells.numpy(), population.numpy(), int(lattice.until_still(soup(seed))))
            for a, b in zip(results[True], results[False]):
                np.testing.assert_array_equal(a, b)
    print("proved")
