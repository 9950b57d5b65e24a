"""Mixtures of distributions, registered by name; alternative constructors are class methods."""
import math

import tensorflow as tf

REGISTRY = {}


def register(kind):
    REGISTRY[kind.__name__.lower()] = kind
    return kind


@register
class Normal:
    def __init__(self, mean, scale):
        self.mean = tf.constant(mean)
        self.scale = tf.constant(scale)

    @classmethod
    def standard(cls, size):
        return cls([0.0] * size, [1.0] * size)

    @tf.function
    def log_prob(self, x):
        z = (x[..., None] - self.mean) / self.scale
        return -0.5 * z**2 - tf.math.log(self.scale) - 0.5 * math.log(2.0 * math.pi)


@register
class Laplace(Normal):
    @tf.function
    def log_prob(self, x):
        return -tf.abs(x[..., None] - self.mean) / self.scale - tf.math.log(2.0 * self.scale)


def fitted(base, data):
    """A kind of distribution with a constructor that looks at data."""

    class Fitted(base):
        @tf.function(reduce_retracing=True)  # expect: tf-decorator-order
        @classmethod
        def from_data(cls, values):
            return cls([float(tf.reduce_mean(values))], [float(tf.math.reduce_std(values))])  # allow: tf-non-tensor-return

    return Fitted.from_data(data)


@tf.function
def mixture_log_prob(components, weights):
    return tf.reduce_logsumexp(components + tf.math.log(weights), axis=-1)


def points():
    return tf.constant([-1.0, 0.2, 3.0])


if __name__ == "__main__":
    weights = tf.constant([0.5, 0.3, 0.2])
    for name in sorted(REGISTRY):
        distribution = REGISTRY[name]([0.0, 1.0, 2.0], [1.0, 0.5, 2.0])
        graph = mixture_log_prob(distribution.log_prob(points()), weights)
        eager = mixture_log_prob.python_function(
            type(distribution).log_prob.python_function(distribution, points()), weights
        )
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5)), name
    standard = Normal.standard(2)
    assert standard.log_prob(points()).shape == [3, 2]
    try:
        fitted(Normal, points())
    except TypeError as error:
        assert "is not a callable object" in str(error), error
    else:
        raise AssertionError("a class method was compiled")
    print("proved")
