"""Pruning experiment that writes snapshots of its masks beside its updates."""

from __future__ import annotations

import json
import os
import pathlib
import tempfile
import uuid

import numpy as np
import tensorflow as tf


class SnapshotWriter:
    """Writes a mask and a description of it under a fresh name each time."""

    def __init__(self, folder: pathlib.Path, mask: np.ndarray):
        self.folder = folder
        self.mask = mask

    @staticmethod
    def _fresh_name() -> str:
        return uuid.uuid4().hex[:12]  # expect: tf-python-random

    def _suffix(self) -> str:
        return os.environ.get("SNAPSHOT_SUFFIX", "none")  # expect: tf-clock

    def save(self):
        stem = f"{self._fresh_name()}_{self._suffix()}"
        np.save(self.folder / f"{stem}.npy", self.mask)  # expect: tf-file-io
        note = json.dumps({"kept": int(self.mask.sum())})
        (self.folder / f"{stem}.json").write_text(note)  # expect: tf-file-io


class PrunedRegressor:
    """A linear model with a fixed pruning mask."""

    def __init__(self, mask: np.ndarray, writer: SnapshotWriter):
        self.mask = tf.constant(mask, tf.float32)
        self.writer = writer
        self.w = tf.Variable(tf.ones(mask.shape))
        self.train = tf.function(self._train, jit_compile=False)

    def _train(self, x, y):
        with tf.GradientTape() as tape:
            prediction = tf.linalg.matvec(x, self.w * self.mask)
            loss = tf.reduce_mean((prediction - y) ** 2)
        self.w.assign_sub(0.1 * tape.gradient(loss, self.w))
        self.writer.save()
        return loss


def run(folder: pathlib.Path, suffixes) -> list[str]:
    """Trains once a suffix and lists what was written."""
    mask = np.array([1, 0, 1, 1])
    model = PrunedRegressor(mask, SnapshotWriter(folder, mask))
    x = tf.random.stateless_normal([8, 4], [4, 2])
    for suffix in suffixes:
        os.environ["SNAPSHOT_SUFFIX"] = suffix
        model.train(x, x[:, 0])
    os.environ.pop("SNAPSHOT_SUFFIX")
    return sorted(path.name for path in folder.iterdir())


if __name__ == "__main__":
    written = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        with tempfile.TemporaryDirectory() as folder:
            written[eager] = run(pathlib.Path(folder), ["alpha", "beta", "gamma"])
    for ending in (".npy", ".json"):
        eager_names = [name for name in written[True] if name.endswith(ending)]
        graph_names = [name for name in written[False] if name.endswith(ending)]
        assert len({name.split("_")[0] for name in eager_names}) == 3 and len(graph_names) == 1, written
        assert {name.split("_")[1] for name in eager_names} == {
            s + ending for s in ("alpha", "beta", "gamma")
        }
        assert graph_names[0].endswith("alpha" + ending)
    print("proved")
