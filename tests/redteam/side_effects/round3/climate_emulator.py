"""Emulator of a zero-dimensional energy balance model with forcing read from disk."""

from __future__ import annotations

import functools
import os
import tempfile

import numpy as np
import tensorflow as tf


def accelerated(fn=None, *, xla: bool = False):
    """Project-wide decorator: compile a function, optionally with XLA."""
    if fn is None:
        return functools.partial(accelerated, xla=xla)
    return tf.function(fn, jit_compile=xla, autograph=False)


class ForcingArchive:
    """Yearly radiative forcing, kept as one `.npy` file that an outer job rewrites."""

    def __init__(self, path: str):
        self.path = path

    def store(self, values) -> None:
        np.save(self.path, np.asarray(values, dtype=np.float32))

    def current(self):
        return np.load(self.path)  # expect: tf-file-io


class EnergyBalance:
    """C dT/dt = F - lambda T, integrated with an implicit step."""

    def __init__(self, archive: ForcingArchive, capacity: float = 8.0, feedback: float = 1.2):
        self.archive = archive
        self.capacity = capacity
        self.feedback = feedback

    def _forcing(self):
        table = self.archive.current()
        return tf.constant(table.mean())

    @accelerated
    def advance(self, temperature):
        """One year."""
        forcing = self._forcing()
        return (self.capacity * temperature + forcing) / (self.capacity + self.feedback)

    @accelerated(xla=True)
    def equilibrium(self, forcing):
        return forcing / self.feedback


def simulate(model: EnergyBalance, scenario):
    """Rewrites the archive before each year and steps the model."""
    temperature = tf.zeros([])
    path = []
    for value in scenario:
        model.archive.store([value, value])
        temperature = model.advance(temperature)
        path.append(float(temperature))
    return path


def reference(scenario, capacity=8.0, feedback=1.2):
    temperature, path = 0.0, []
    for value in scenario:
        temperature = (capacity * temperature + value) / (capacity + feedback)
        path.append(temperature)
    return path


if __name__ == "__main__":
    scenario = [1.0, 3.0, 9.0]
    with tempfile.TemporaryDirectory() as folder:
        model = EnergyBalance(ForcingArchive(os.path.join(folder, "forcing.npy")))
        tf.config.run_functions_eagerly(True)
        eager = simulate(model, scenario)
        tf.config.run_functions_eagerly(False)
        graph = simulate(model, scenario)
        np.testing.assert_allclose(model.equilibrium(tf.constant(2.4)), 2.0, rtol=1e-6)
    np.testing.assert_allclose(eager, reference(scenario), rtol=1e-5)
    np.testing.assert_allclose(graph, reference([1.0, 1.0, 1.0]), rtol=1e-5)
    print("proved")
