"""Split-step evolution of a wave packet on a square grid."""
from __future__ import annotations

from typing import Callable

import numpy as np
import tensorflow as tf

Propagator = Callable[[tf.Tensor], tf.Tensor]


def propagator(size: int, seconds: float) -> Propagator:
    """The step of a particle in a harmonic trap, with its phases computed once."""
    k = 2.0 * np.pi * np.fft.fftfreq(size)
    kx, ky = np.meshgrid(k, k)
    kinetic = np.exp(-0.5j * seconds * (kx**2 + ky**2))
    x = np.arange(size) - size / 2
    trap = np.exp(-0.25j * seconds * 0.01 * x**2)

    def kick(psi: tf.Tensor) -> tf.Tensor:
        return psi * trap[:, None] * trap[None, :]

    def drift(psi: tf.Tensor) -> tf.Tensor:
        return tf.signal.ifft2d(tf.signal.fft2d(psi) * kinetic)  # expect: tf-constant-capture

    def step(psi: tf.Tensor) -> tf.Tensor:
        return kick(drift(kick(psi)))

    return step


def packet(size: int) -> tf.Tensor:
    x = np.arange(size) - size / 2
    envelope = np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / 50.0)
    return tf.constant(envelope / np.linalg.norm(envelope), tf.complex128)


class Laboratory:
    def __init__(self, size: int) -> None:
        self.size = size
        self.advance = tf.function(propagator(size, 0.1))

    def run(self, steps: int) -> list[float]:
        """The norm after each step: it should stay one."""
        psi = packet(self.size)
        norms = []
        for _ in range(steps):
            psi = self.advance(psi)
            norms.append(float(tf.norm(psi).numpy().real))
        return norms


if __name__ == "__main__":
    laboratory = Laboratory(256)
    np.testing.assert_allclose(laboratory.run(3), 1.0, rtol=1e-9)
    concrete = laboratory.advance.get_concrete_function(packet(256))
    assert len(concrete.graph.as_graph_def().SerializeToString()) > 256 * 256 * 16
    assert laboratory.advance.experimental_get_tracing_count() == 1
    print("proved")
