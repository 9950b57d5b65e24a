"""Beam patterns of antenna arrays; the geometry is Python, the signals are tensors."""
import cmath
import math
import statistics
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class Element:
    x: float
    y: float
    gain: complex = complex(1.0, 0.0)

    def phase(self, angle: float) -> complex:
        path = self.x * math.cos(angle) + self.y * math.sin(angle)
        return self.gain * cmath.exp(complex(0.0, 2.0 * math.pi * path))


@dataclass
class Array:
    elements: list = field(default_factory=list)

    @classmethod
    def ring(cls, count, radius=0.5):
        angles = [2.0 * math.pi * k / count for k in range(count)]
        return cls([Element(radius * math.cos(a), radius * math.sin(a)) for a in angles])

    def steering(self, angle):
        return np.array([element.phase(angle) for element in self.elements], dtype=np.complex64)

    @property
    def aperture(self):
        return max(math.hypot(e.x, e.y) for e in self.elements) * 2.0

    def __len__(self):
        return len(self.elements)


ARRAY = Array.ring(4)
LOOK = tuple(math.radians(d) for d in (0, 45, 90))


@tf.function
def beam(signal):
    """Power towards each direction of LOOK."""
    powers = []
    for angle in LOOK:
        weights = np.conj(ARRAY.steering(angle)) / len(ARRAY)
        powers.append(tf.reduce_mean(tf.square(tf.abs(tf.linalg.matvec(signal, weights)))))
    floor = statistics.mean([1e-6, 3e-6])
    return 10.0 * tf.math.log(tf.stack(powers) + floor) / math.log(10.0)


@tf.function
def noise_matched(signal, snr):
    scale = math.sqrt(signal.shape[0] / float(len(ARRAY))) * ARRAY.aperture
    bins = math.ceil(math.log2(signal.shape[0]))
    weight = tf.sqrt(snr) / scale
    padded = tf.pad(signal, [[0, 2**bins - signal.shape[0]], [0, 0]])
    rotation = complex(math.cos(0.1), math.sin(0.1))
    return tf.abs(padded * rotation)[0] * weight + bool(bins) * 1.0


def signals():
    rng = np.random.default_rng(10)
    for _ in range(3):
        parts = rng.normal(size=(2, 6, 4)).astype(np.float32)
        yield tf.complex(*parts)


if __name__ == "__main__":
    for signal in signals():
        np.testing.assert_allclose(beam(signal), beam.python_function(signal), rtol=1e-4)
        for level in (0.5, 4.0):
            snr = tf.constant(level)
            np.testing.assert_allclose(
                noise_matched(signal, snr), noise_matched.python_function(signal, snr), rtol=1e-5
            )
    assert beam.experimental_get_tracing_count() == 1
    print("proved")
