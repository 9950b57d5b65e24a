"""Restoring frescoes: missing patches are painted by diffusion; constants of a picture are computed once."""
from functools import cached_property, singledispatchmethod

import tensorflow as tf


def graph(**options):
    """The studio's way to compile: one trace for all sizes of pictures."""

    def wrap(method):
        return tf.function(method, reduce_retracing=True, **options)

    return wrap


class Picture:
    def __init__(self, pixels, holes):
        self.pixels = pixels
        self.holes = holes

    @cached_property
    def known(self):
        return 1.0 - self.holes

    @property
    @tf.function
    def damage(self):
        return tf.reduce_mean(self.holes)


class Restorer:
    def __init__(self, sweeps=5):
        self.sweeps = sweeps

    def neighbours(self, pixels):
        return sum(tf.roll(pixels, shift, axis) for shift in (-1, 1) for axis in (0, 1)) / 4.0

    @graph()
    def paint(self, pixels, known):
        painted = pixels * known
        for _ in tf.range(self.sweeps):
            painted = known * pixels + (1.0 - known) * self.neighbours(painted)
        return painted

    def restore(self, picture):
        return self.paint(picture.pixels, picture.known)


def cataloguing():
    class CataloguedPicture(Picture):
        @graph()  # expect: tf-decorator-order
        @cached_property
        def palette(self):
            return tf.sort(tf.reshape(self.pixels, [-1]))[::3]

    return CataloguedPicture


def dispatching():
    class Studio(Restorer):
        @tf.function  # expect: tf-decorator-order
        @singledispatchmethod
        def tint(self, amount):
            return amount

        @tint.register
        def _(self, amount: float):
            return tf.fill([3], amount)

    return Studio


def fresco():
    pixels = tf.random.stateless_uniform([4, 4], [3, 9])
    return Picture(pixels, tf.cast(pixels > 0.8, tf.float32))


if __name__ == "__main__":
    picture, restorer = fresco(), Restorer()
    for _ in range(2):
        eager = Restorer.paint.python_function(restorer, picture.pixels, picture.known)
        assert float(tf.reduce_max(tf.abs(restorer.restore(picture) - eager))) < 1e-5
        assert float(picture.damage) == float(tf.reduce_mean(picture.holes))
    for define, kind in ((cataloguing, "cached_property"), (dispatching, "singledispatchmethod")):
        try:
            define()
        except TypeError as error:
            assert kind in str(error) and "is not a callable object" in str(error), error
        else:
            raise AssertionError(kind)
    print("proved")
