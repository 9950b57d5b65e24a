"""Conversions between colour spaces, kept as static and class methods with traced bodies."""
import functools

import tensorflow as tf


def timed(function):
    """Counts the calls; what it wraps is already compiled."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


class Colour:
    WEIGHTS = (0.299, 0.587, 0.114)

    @staticmethod
    @tf.function
    def luma(image):
        return tf.tensordot(image, tf.constant(Colour.WEIGHTS), axes=1)

    @classmethod
    @tf.function
    def chroma(cls, image):
        grey = tf.tensordot(image, tf.constant(cls.WEIGHTS), axes=1)
        return image - grey[..., None]

    @property
    @tf.function
    def neutral(self):
        return tf.fill([3], tf.reduce_sum(tf.constant(self.WEIGHTS)) / 2.0)

    @functools.cached_property
    def matrix(self):
        return tf.linalg.diag(tf.constant(self.WEIGHTS))


class Modern(Colour):
    WEIGHTS = (0.2126, 0.7152, 0.0722)


@timed
@tf.function
def saturate(image, amount):
    return tf.clip_by_value(image + amount * Colour.chroma(image), 0.0, 1.0)


@functools.lru_cache(maxsize=4)
def gamma_curve(gamma):
    return tf.linspace(0.0, 1.0, 16) ** gamma


@tf.function
def apply_curve(image, curve):
    return tf.gather(curve, tf.cast(image * 15.0, tf.int32))


def image():
    return tf.random.stateless_uniform([2, 3, 3], [8, 8])


def same(a, b):
    return bool(tf.reduce_all(tf.abs(a - b) < 1e-6))


if __name__ == "__main__":
    picture = image()
    modern = Modern()
    assert same(modern.luma(picture), Colour.luma.python_function(picture))
    assert same(Colour.luma(picture) + tf.zeros([2, 3]), modern.luma(picture))
    assert not same(Modern.chroma(picture), Colour.chroma(picture))
    for amount in tf.constant([0.1, 0.5]):
        assert same(saturate(picture, amount), saturate.__wrapped__.python_function(picture, amount))
    assert saturate.calls == 2
    assert same(modern.neutral, tf.fill([3], 0.5)) and same(modern.matrix[1, 1], tf.constant(0.7152))
    assert same(apply_curve(picture, gamma_curve(2.2)), apply_curve.python_function(picture, gamma_curve(2.2)))
    print("proved")
