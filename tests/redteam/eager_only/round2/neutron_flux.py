"""The flux of neutrons in a slab of a reactor, in TensorFlow's own NumPy."""
import math

import numpy
import tensorflow as tf
from tensorflow.experimental import numpy as np
from tensorflow.experimental.numpy import clip, mean, sqrt

CELLS = 6
DIFFUSION = numpy.float32(0.9)
ABSORPTION = numpy.linspace(0.1, 0.2, CELLS, dtype=numpy.float32)


def laplacian(flux):
    padded = np.pad(flux, [[1, 1]], mode="constant")
    return padded[2:] - 2.0 * padded[1:-1] + padded[:-2]


def normalised(flux, norm=np.sum):
    return flux / norm(np.abs(flux))


def largest(*parts):
    return np.maximum(*parts)


@tf.function
def relax(flux, source):
    """One step of the diffusion, never below zero."""
    change = DIFFUSION * laplacian(flux) - ABSORPTION * flux + source
    return clip(flux + numpy.float32(0.25) * change, 0.0, numpy.inf)


@tf.function
def summary(flux):
    weights = np.exp(-np.arange(CELLS, dtype=np.float32) / math.e)
    spread = sqrt(mean(np.square(flux - mean(flux))))
    shape = normalised(np.asarray(flux, dtype=np.float32))
    peak = np.where(flux > mean(flux), flux, np.zeros_like(flux))
    return np.dot(shape, weights), spread, np.stack([largest(shape, weights), normalised(peak, norm=np.max)])


@tf.function
def critical(flux, source):
    produced, absorbed = np.sum(source), np.tensordot(flux, ABSORPTION, 1)
    margin = np.log(produced) - np.log(absorbed)
    if margin > 0.0:
        state = np.array([1.0, 0.0], dtype=np.float32)
    else:
        state = np.array([0.0, 1.0], dtype=np.float32)
    return state * np.abs(margin)


def slab():
    return tf.ones([CELLS]), tf.one_hot(CELLS // 2, CELLS)


if __name__ == "__main__":
    flux, source = slab()
    for _ in range(4):
        following = relax(flux, source)
        assert numpy.allclose(following, relax.python_function(flux, source), atol=1e-5)
        flux = following
    graph, eager = summary(flux), summary.python_function(flux)
    assert all(numpy.allclose(a, b, atol=1e-5) for a, b in zip(graph, eager))
    assert numpy.allclose(critical(flux, source), critical.python_function(flux, source), atol=1e-5)
    assert int(numpy.argmax(flux)) == CELLS // 2
    print("proved")
