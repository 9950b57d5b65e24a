"""A shooting method for two-point boundary problems, with a report folder beside it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import tensorflow as tf


class Journal:
    """A text file that grows by a line for every sweep."""

    def __init__(self, folder: Path):
        self.path = folder / "sweeps.txt"
        self.grid_path = folder / "grid.txt"

    def line(self, text: str):
        with self.path.open("a") as stream:  # expect: tf-file-io
            stream.write(text + "\n")  # allow: tf-file-io

    def grid(self, points: np.ndarray):
        np.savetxt(self.grid_path, points)  # expect: tf-file-io


class Shooting:
    """Solves y'' = -y with y(0) = 0 and y(end) = target by secant steps on the slope."""

    def __init__(self, journal: Journal, points: int = 20, end: float = 1.0):
        self.journal = journal
        self.times = np.linspace(0.0, end, points)
        self.slope = tf.Variable(0.5)

    def integrate(self, slope):
        dt = float(self.times[1] - self.times[0])
        y, v = tf.zeros([]), slope
        for _ in tf.range(len(self.times) - 1):
            v = v - dt * y
            y = y + dt * v
        return y

    def _sweep(self, target):
        note = self.journal.line
        note(f"grid of {len(self.times)} points")
        self.journal.grid(self.times)
        reached = self.integrate(self.slope)
        unit = self.integrate(tf.ones([]))
        self.slope.assign_add((target - reached) / unit)
        return target - reached

    def solve(self, target: float, sweeps: int = 3):
        sweep = tf.function(self._sweep, reduce_retracing=True)
        errors = []
        for _ in range(sweeps):
            self.journal.grid_path.unlink(missing_ok=True)
            errors.append(float(sweep(tf.constant(target))))
        return errors


def run(eager: bool):
    tf.config.run_functions_eagerly(eager)
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder))
        errors = Shooting(journal).solve(0.7)
        lines = len(journal.path.read_text().splitlines())
        grid_there = journal.grid_path.exists()
    tf.config.run_functions_eagerly(False)
    return errors, lines, grid_there


if __name__ == "__main__":
    eager, traced = run(True), run(False)
    np.testing.assert_allclose(eager[0], traced[0], atol=1e-5)
    assert eager[1:] == (3, True)
    assert traced[1:] == (1, False)
    print("proved")
