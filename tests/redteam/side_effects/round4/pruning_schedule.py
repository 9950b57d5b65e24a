"""Magnitude pruning: masks live in variables, the story is told outside the graph."""

from __future__ import annotations

import contextlib
import io
import logging
import time

import numpy as np
import tensorflow as tf

logger = logging.getLogger("pruning")


class History:
    """Plain Python bookkeeping; used by the host loop only."""

    def __init__(self):
        self.rows = []
        self.on_step = []

    def log(self, **row):
        self.rows.append(row)
        logger.info("%s", row)
        for hook in self.on_step:
            hook(row)


class Pruned(tf.Module):
    """A dense layer with a mask."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.kernel = tf.Variable(tf.random.stateless_normal([inputs, outputs], [7, 7]))
        self.mask = tf.Variable(tf.ones([inputs, outputs]), trainable=False)
        self.log = tf.math.log1p

    def __call__(self, x):
        return self.log(tf.nn.relu(x @ (self.kernel * self.mask)))

    def prune(self, share):
        """Masks the smallest entries."""
        flat = tf.sort(tf.reshape(tf.abs(self.kernel), [-1]))
        index = tf.cast(share * tf.cast(tf.size(flat) - 1, tf.float32), tf.int32)
        self.mask.assign(tf.cast(tf.abs(self.kernel) >= flat[index], tf.float32))
        return 1.0 - tf.reduce_mean(self.mask)


class Schedule:
    """Cubic increase of the pruned share; its state is a variable."""

    def __init__(self, final: float, steps: int):
        self.final = final
        self.steps = steps
        self.step = tf.Variable(0.0, trainable=False)

    def advance(self):
        self.step.assign_add(1.0)
        progress = tf.minimum(self.step / self.steps, 1.0)
        return self.final * (1.0 - (1.0 - progress) ** 3)


class Experiment:
    def __init__(self):
        self.layer = Pruned(4, 3)
        self.schedule = Schedule(0.8, 4)
        self.history = History()
        self.history.on_step.append(lambda row: print("step", row["step"], f"{row['sparsity']:.2f}"))
        self.graph_step = tf.function(self._graph_step)

    def _graph_step(self, x):
        sparsity = self.layer.prune(self.schedule.advance())
        log = self.layer.log
        return sparsity, tf.reduce_mean(log(self.layer(x)))

    def step(self, number: int):
        """One step, with everything that must not be compiled around it."""
        begin = time.monotonic()
        sparsity, value = self.graph_step(tf.random.stateless_normal([5, 4], [number, 0]))
        self.history.log(
            step=number, sparsity=float(sparsity), value=float(value), slow=time.monotonic() - begin > 60.0
        )


def run(eager: bool):
    tf.config.run_functions_eagerly(eager)
    experiment = Experiment()
    with contextlib.redirect_stdout(io.StringIO()) as out:
        for number in range(5):
            experiment.step(number)
    return experiment.history.rows, out.getvalue()


if __name__ == "__main__":
    eager, graph = run(True), run(False)
    assert eager[1] == graph[1] and graph[1].count("step") == 5
    for a, b in zip(eager[0], graph[0]):
        np.testing.assert_allclose([a["sparsity"], a["value"]], [b["sparsity"], b["value"]], rtol=1e-5)
    assert len({row["sparsity"] for row in graph[0]}) >= 3
    print("proved")
