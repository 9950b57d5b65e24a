"""A learning-rate sweep: noisy driver, pure compiled core."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import tempfile
import time

import numpy as np
import tensorflow as tf

CLIP = 5.0
RUNS = []


def clip(grad):
    """Reads the module's constant."""
    global CLIP
    return tf.clip_by_norm(grad, CLIP)


def make_step(lr: float):
    """A compiled descent step with its own iterate."""
    point = tf.Variable([3.0, -2.0])

    @tf.function  # allow: tf-function-in-loop
    def step(curvature):
        evaluations = 0

        def value(p):
            nonlocal evaluations
            evaluations += 1
            return tf.reduce_sum(curvature * p**2)

        with tf.GradientTape() as tape:
            loss = value(point)
        point.assign_sub(lr * clip(tape.gradient(loss, point)))
        after = value(point)
        return loss, after, tf.constant(evaluations)

    return step, point


class Sweep:
    """Runs several learning rates and keeps a report on disk."""

    def __init__(self, folder: str, steps: int = 4):
        self.folder = folder
        self.steps = steps
        self.best = None
        self.elapsed = 0.0

    def _run(self, lr: float):
        step, point = make_step(lr)
        history = []
        for i in range(self.steps):
            loss, after, evaluations = step(tf.constant([1.0, 0.5]))
            history.append(float(after))
            assert int(evaluations) == 2
            print(f"lr {lr} step {i} loss {float(loss):.4f}")
        RUNS.append((lr, history))
        return history, point.numpy()

    def __call__(self, rates):
        rates = list(rates)
        random.shuffle(rates)
        for lr in rates:
            begin = time.time()
            history, point = self._run(lr)
            self.elapsed += time.time() - begin
            if self.best is None or history[-1] < self.best[1]:
                self.best = (lr, history[-1])
            with open(os.path.join(self.folder, f"{lr}.json"), "w") as out:
                json.dump({"history": history, "point": point.tolist()}, out)
        return self.best


def execute(eager: bool):
    tf.config.run_functions_eagerly(eager)
    RUNS.clear()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out:
        best = Sweep(folder)([0.01, 0.1, 0.3])
        files = sorted(os.listdir(folder))
    return best, files, sorted(RUNS), out.getvalue().count("loss")


if __name__ == "__main__":
    eager, graph = execute(True), execute(False)
    assert eager[1] == graph[1] and eager[3] == graph[3] == 12
    np.testing.assert_allclose(eager[0], graph[0], rtol=1e-5)
    for (lr, a), (other, b) in zip(eager[2], graph[2]):
        assert lr == other
        np.testing.assert_allclose(a, b, rtol=1e-5)
    print("proved")
