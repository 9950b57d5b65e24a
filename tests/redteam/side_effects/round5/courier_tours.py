"""Builds courier tours by nearest-neighbour search from rotating start depots."""

from __future__ import annotations

import itertools

import numpy as np
import tensorflow as tf


def cooling(first: float, factor: float):
    """An endless cooling schedule."""
    while True:
        yield first
        first *= factor


class TourBuilder:
    def __init__(self, places: np.ndarray):
        self.places = tf.constant(places, tf.float32)
        self.count = len(places)
        self.depots = itertools.cycle(range(self.count))
        self.temperatures = cooling(1.0, 0.5)
        self.build = tf.function(jit_compile=False)(self._build)

    def _depot(self) -> int:
        return next(self.depots)  # expect: tf-iterator-advance

    def _nearest(self, here, open_places):
        gaps = tf.norm(self.places - self.places[here], axis=1)
        return tf.argmin(tf.where(open_places, gaps, 1e9), output_type=tf.int32)

    def _build(self, scale):
        """One tour; its length is weighted with two temperatures of the schedule."""
        here = tf.constant(self._depot())
        start = here
        open_places = tf.tensor_scatter_nd_update(tf.fill([self.count], True), [[here]], [False])
        length = tf.zeros([])
        for _ in range(self.count - 1):
            there = self._nearest(here, open_places)
            length += tf.norm(self.places[there] - self.places[here])
            open_places = tf.tensor_scatter_nd_update(open_places, [[there]], [False])
            here = there
        heat = tf.zeros([])
        for temperature in itertools.islice(self.temperatures, 2):  # expect: tf-iterator-advance
            heat += temperature * scale
        return start, length, heat


def tours(eager: bool):
    tf.config.run_functions_eagerly(eager)
    builder = TourBuilder(np.random.default_rng(0).normal(size=(5, 2)))
    results = [builder.build(tf.constant(2.0)) for _ in range(3)]
    tf.config.run_functions_eagerly(False)
    return [int(r[0]) for r in results], [float(r[2]) for r in results]


if __name__ == "__main__":
    assert tours(eager=True) == ([0, 1, 2], [3.0, 0.75, 0.1875])
    assert tours(eager=False) == ([0, 0, 0], [3.0, 3.0, 3.0])
    print("proved")
