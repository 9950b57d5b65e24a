"""A console for long trainings: the graph writes its lines with TensorFlow's own operations."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import numpy as np
import tensorflow as tf


class Console:
    """Lines go to a file, so that they can be followed from another terminal."""

    def __init__(self, path: Path):
        self.path = path
        self.print = functools.partial(tf.print, output_stream=f"file://{path}")

    def log(self, *parts):
        self.print("|", *parts)

    def read(self) -> list[str]:
        with open(self.path) as stream:
            return stream.read().splitlines()

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)


class Regression:
    def __init__(self, console: Console, folder: str):
        self.console = console
        self.folder = folder
        self.weight = tf.Variable(0.0)
        self.step_number = tf.Variable(0)

    def info(self, loss):
        remark = tf.where(loss < 1.0, "small loss", "-")
        self.console.log("step", self.step_number, "loss", tf.round(loss * 100.0), remark)

    def save(self):
        name = tf.strings.join([self.folder, "/weight-", tf.strings.as_string(self.step_number)])
        tf.io.write_file(name, tf.strings.as_string(self.weight, precision=3))
        return name

    @tf.function
    def step(self, x, y):
        error = self.weight * x - y
        loss = tf.reduce_mean(error**2)
        self.weight.assign_sub(0.1 * tf.reduce_mean(2.0 * error * x))
        self.step_number.assign_add(1)
        self.info(loss)
        return self.save()

    def fit(self, steps: int) -> list[str]:
        x = tf.constant([1.0, 2.0])
        saved = []
        for number in range(steps):
            saved.append(Path(self.step(x, 3.0 * x).numpy().decode()).read_text())
            print(f"epoch {number}: {saved[-1]}")
        return saved


def train(eager: bool):
    tf.config.run_functions_eagerly(eager)
    with tempfile.TemporaryDirectory() as folder:
        console = Console(Path(folder, "console.txt"))
        saved = Regression(console, folder).fit(5)
        lines = console.read()
        files = sorted(path.name for path in Path(folder).glob("weight-*"))
        console.clear()
    tf.config.run_functions_eagerly(False)
    return saved, lines, files


if __name__ == "__main__":
    eager, traced = train(True), train(False)
    np.testing.assert_allclose([float(v) for v in eager[0]], [float(v) for v in traced[0]], atol=2e-3)
    assert eager[1:] == traced[1:]
    assert len(traced[2]) == 5 and any("small loss" in line for line in traced[1])
    print("proved")
