"""Leap-frog integration of the one-dimensional wave equation."""

from __future__ import annotations

import tensorflow as tf
from tensorflow import function as graph

COURANT = 0.5
_substeps = 0
_boundary = "fixed"


def laplacian(u):
    """Second difference with fixed ends."""
    inner = u[2:] - 2.0 * u[1:-1] + u[:-2]
    return tf.pad(inner, [[1, 1]])


def advance(u, u_prev):
    """One leap-frog substep; also counts the substeps taken so far."""
    global _substeps
    _substeps += 1  # expect: tf-global-write
    u_next = 2.0 * u - u_prev + COURANT**2 * laplacian(u)
    return u_next, u


def energy(u, u_prev):
    kinetic = tf.reduce_sum((u - u_prev) ** 2)
    potential = COURANT**2 * tf.reduce_sum((u[1:] - u[:-1]) * (u_prev[1:] - u_prev[:-1]))
    return 0.5 * (kinetic + potential)


@graph
def integrate(u, u_prev):
    """Four substeps, and the energy afterwards."""
    global _boundary
    assert _boundary == "fixed"
    for _ in range(4):
        u, u_prev = advance(u, u_prev)
    return u, u_prev, energy(u, u_prev)


def gaussian_pulse(cells: int = 64):
    x = tf.linspace(-1.0, 1.0, cells)
    return tf.exp(-40.0 * x**2)


def simulate(frames: int, step=integrate):
    """Runs a number of frames and returns the energies, as floats."""
    u = u_prev = gaussian_pulse()
    energies = []
    for _ in range(frames):
        u, u_prev, e = step(u, u_prev)
        energies.append(float(e))
    return energies


if __name__ == "__main__":
    eager_energies = simulate(3, integrate.python_function)
    assert _substeps == 12, _substeps
    _substeps = 0
    graph_energies = simulate(3)
    assert _substeps == 4, _substeps
    tf.debugging.assert_near(tf.constant(eager_energies), tf.constant(graph_energies), atol=1e-4)
    print("proved")
