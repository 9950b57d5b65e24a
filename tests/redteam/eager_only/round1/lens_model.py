"""Gravitational lensing of point sources, with names from TensorFlow that hide Python's own."""
import cmath

import tensorflow as tf
from tensorflow import abs, bool, complex, math, round
from tensorflow.math import imag, real

RADIUS = 1.0
CENTRE = cmath.rect(0.2, cmath.pi / 4)


def deflection(position, radius):
    """Of a point mass, in the complex plane."""
    offset = position - CENTRE
    return complex(radius**2, 0.0) / math.conj(offset)


@tf.function
def source_of(x, y, radius):
    image = complex(x, y)
    source = image - deflection(image, radius)
    return real(source), imag(source)


@tf.function
def magnification(x, y, radius):
    distance = abs(complex(x, y) - CENTRE)
    ratio = math.pow(radius / distance, 4.0)
    return 1.0 / abs(1.0 - ratio)


@tf.function
def inside_ring(x, y, radius):
    distance = math.sqrt(x**2 + y**2)
    flags = tf.cast(math.floor(radius / distance), bool)
    return math.logical_and(flags, math.is_finite(distance))


@tf.function
def light_curve(times, radius):
    """The brightness while a star passes behind the lens, to two digits."""
    u = math.sqrt(0.01 + math.square(times)) / radius
    brightness = (u**2 + 2.0) / (u * math.sqrt(u**2 + 4.0))
    decibels = 10.0 * math.log(brightness) / math.log(10.0)
    return round(100.0 * decibels) / 100.0


def scene():
    x = tf.constant([0.9, -1.4, 0.3])
    y = tf.constant([0.5, 0.2, -0.6])
    return x, y, tf.constant(RADIUS)


if __name__ == "__main__":
    arguments = scene()
    for traced in (source_of, magnification, inside_ring):
        graph, eager = traced(*arguments), traced.python_function(*arguments)
        for a, b in zip(tf.nest.flatten(graph), tf.nest.flatten(eager)):
            difference = abs(tf.cast(a, tf.float32) - tf.cast(b, tf.float32))
            assert a.dtype == b.dtype and tf.reduce_max(difference) < 1e-4
    assert inside_ring(*arguments).numpy().tolist() == [False, False, True]
    moments = tf.linspace(-1.0, 1.0, 5)
    graph, eager = light_curve(moments, arguments[2]), light_curve.python_function(moments, arguments[2])
    assert tf.reduce_max(abs(graph - eager)) < 0.011, (graph, eager)
    assert graph.numpy().argmax() == 2 and float(graph[2]) > 9.9, graph
    print("proved")
