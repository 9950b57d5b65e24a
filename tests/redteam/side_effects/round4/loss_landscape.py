"""Samples a loss surface along two directions and writes it down."""

from __future__ import annotations

import pathlib
import pickle
import tempfile

import tensorflow as tf


class Sink:
    """Where a scan leaves what it saw."""

    def __init__(self, folder: str):
        self.folder = pathlib.Path(folder)

    def emit(self, name: str) -> None:
        raise NotImplementedError


class LineSink(Sink):
    """One line an evaluation."""

    def emit(self, name):
        with open(self.folder / "lines.txt", "a", encoding="utf-8") as out:  # expect: tf-file-io
            out.write(name + "\n")  # allow: tf-file-io


class FlagSink(Sink):
    """Bumps a number that other processes poll."""

    def emit(self, name):
        path = self.folder / f"{name}.count"
        seen = int(path.read_text()) if path.exists() else 0  # expect: tf-file-io
        path.write_text(str(seen + 1))  # expect: tf-file-io


class PickleSink(Sink):
    """Rewrites a pickled list."""

    def emit(self, name):
        path = self.folder / "rows.pkl"
        with tf.io.gfile.GFile(str(path), "ab") as out:  # expect: tf-file-io
            pickle.dump(name, out)  # allow: tf-file-io


class Landscape:
    """f(theta + a u + b v)"""

    def __init__(self, sinks):
        self.sinks = list(sinks)
        self.theta = tf.Variable([1.0, -1.0, 0.5])
        self.u = tf.constant([1.0, 0.0, 0.0])
        self.v = tf.constant([0.0, 1.0, 1.0])

    def surface(self, point):
        return tf.reduce_sum(point**4 - point**2)

    def notify(self, name: str):
        for sink in self.sinks:
            sink.emit(name)

    @tf.function
    def evaluate(self, a, b):
        self.notify("evaluate")
        return self.surface(self.theta + a * self.u + b * self.v)


def scan(landscape: Landscape, points):
    return [float(landscape.evaluate(tf.constant(a), tf.constant(b))) for a, b in points]


def unpickle_all(path):
    rows = []
    with open(path, "rb") as source:
        while source.peek(1):
            rows.append(pickle.load(source))
    return rows


def run(eager: bool, points):
    tf.config.run_functions_eagerly(eager)
    with tempfile.TemporaryDirectory() as folder:
        values = scan(Landscape([LineSink(folder), FlagSink(folder), PickleSink(folder)]), points)
        root = pathlib.Path(folder)
        counts = (
            len((root / "lines.txt").read_text().splitlines()),
            int((root / "evaluate.count").read_text()),
            len(unpickle_all(root / "rows.pkl")),
        )
    return values, counts


if __name__ == "__main__":
    points = [(0.0, 0.0), (0.5, 0.5), (1.0, -0.5)]
    eager, graph = run(True, points), run(False, points)
    assert max(abs(a - b) for a, b in zip(eager[0], graph[0])) < 1e-5
    assert eager[1] == (3, 3, 3) and graph[1] == (1, 1, 1), (eager[1], graph[1])
    print("proved")
