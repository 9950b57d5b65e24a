"""Marks under porcelain, matched against a catalogue: descriptors and caches in the order that works."""
from __future__ import annotations

import abc
import functools

import tensorflow as tf


class Matcher(abc.ABC):
    scale = tf.constant(2.0)

    def __init__(self, catalogue: tf.Tensor) -> None:
        self.catalogue = catalogue

    @staticmethod
    @tf.function
    def distance(a: tf.Tensor, b: tf.Tensor) -> tf.Tensor:
        return tf.norm(a - b, axis=-1)

    @classmethod
    @tf.function
    def similarity(cls, distance: tf.Tensor) -> tf.Tensor:
        return tf.exp(-distance / cls.scale)

    @property
    @tf.function
    def centre(self) -> tf.Tensor:
        return tf.reduce_mean(self.catalogue, axis=0)

    @abc.abstractmethod
    def best(self, mark: tf.Tensor) -> tf.Tensor: ...

    def _spread(self):
        return tf.reduce_max(self.distance(self.catalogue, self.centre))

    spread = property(tf.function(_spread))


class Nearest(Matcher):
    @tf.function
    def best(self, mark: tf.Tensor) -> tf.Tensor:
        return tf.argmin(self.distance(self.catalogue, mark))

    @functools.cached_property
    def compiled_vote(self):
        return tf.function(self.vote)

    def vote(self, mark: tf.Tensor) -> tf.Tensor:
        chances = self.similarity(self.distance(self.catalogue, mark))
        return chances / tf.reduce_sum(chances)


@functools.lru_cache(maxsize=None)
def kernel(power: int):
    """One traced function for each power."""

    @tf.function
    def apply(x):
        return x**power

    return apply


@tf.function
@functools.lru_cache(maxsize=4)
def template(size):
    return tf.eye(size) - 1.0 / size


def logged(function):
    @functools.wraps(function)
    def call(*arguments):
        return function(*arguments)

    return call


@tf.function
@logged
def brightness(image):
    return tf.reduce_mean(image) if image.shape.rank == 2 else tf.reduce_max(image)


if __name__ == "__main__":
    matcher = Nearest(tf.random.stateless_uniform([4, 3], [1, 8]))
    mark_centre = tf.reduce_mean(matcher.catalogue, axis=0)
    assert float(tf.reduce_max(tf.abs(matcher.centre - mark_centre))) < 1e-6
    gaps = tf.norm(matcher.catalogue - mark_centre, axis=-1)
    assert abs(float(matcher.spread) - float(tf.reduce_max(gaps))) < 1e-6
    for seed in range(3):
        mark = tf.random.stateless_uniform([3], [seed, 9])
        assert int(matcher.best(mark)) == int(tf.argmin(tf.norm(matcher.catalogue - mark, axis=-1)))
        gap = matcher.compiled_vote(mark) - matcher.vote(mark)
        assert float(tf.reduce_max(tf.abs(gap))) < 1e-6
        assert float(tf.reduce_max(tf.abs(kernel(2)(mark) - mark**2))) < 1e-6
        assert abs(float(brightness(matcher.catalogue * mark)) - float(tf.reduce_mean(matcher.catalogue * mark))) < 1e-6
        assert template(3).numpy().tolist() == (tf.eye(3) - 1.0 / 3).numpy().tolist()
    print("proved")
