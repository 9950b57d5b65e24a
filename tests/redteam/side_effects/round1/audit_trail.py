"""A training step with an audit trail that is written on every execution."""

from __future__ import annotations

import json
import pathlib
import tempfile
import time

import numpy as np
import tensorflow as tf


class Audit:
    """Keeps each loss in memory and in a file of JSON lines; runs as ordinary Python."""

    def __init__(self, path: pathlib.Path):
        self.path = path
        self.losses: list[float] = []
        self.last_time = 0.0
        self.calls = 0

    def record(self, step, loss):
        self.calls += 1
        self.last_time = time.monotonic()
        self.losses.append(float(loss.numpy()))
        with open(self.path, "a", encoding="utf-8") as handle:
            json.dump({"step": int(step), "loss": self.losses[-1]}, handle)
            handle.write("\n")

    def moving_average(self, loss):
        """NumPy in, NumPy out, for tf.numpy_function."""
        recent = self.losses[-3:] + [float(loss)]
        print(f"recent losses: {len(recent)}")
        return np.float32(np.mean(recent))


class Trainer:
    def __init__(self, audit: Audit):
        self.audit = audit
        self.w = tf.Variable([1.0, -1.0])
        self.step_number = tf.Variable(0, trainable=False)

    @tf.function
    def train(self, x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.linalg.matvec(x, self.w) - 1.0))
        self.w.assign_sub(0.1 * tape.gradient(loss, self.w))
        self.step_number.assign_add(1)
        average = tf.numpy_function(self.audit.moving_average, [loss], tf.float32, stateful=True)
        tf.py_function(self.audit.record, [self.step_number, loss], [])
        return average


def drive(eager: bool, folder: str):
    tf.config.run_functions_eagerly(eager)
    audit = Audit(pathlib.Path(folder, f"{eager}.jsonl"))
    trainer = Trainer(audit)
    averages = [float(trainer.train(tf.random.stateless_normal([4, 2], [k, 0]))) for k in range(4)]
    tf.config.run_functions_eagerly(False)
    return averages, audit


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        eager_averages, eager_audit = drive(True, folder)
        graph_averages, graph_audit = drive(False, folder)
        np.testing.assert_allclose(eager_averages, graph_averages, rtol=1e-5)
        np.testing.assert_allclose(eager_audit.losses, graph_audit.losses, rtol=1e-5)
        assert eager_audit.calls == graph_audit.calls == 4
        assert len(eager_audit.path.read_text().splitlines()) == 4
        assert len(graph_audit.path.read_text().splitlines()) == 4
    print("proved")
