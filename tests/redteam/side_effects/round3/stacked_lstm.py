"""A stacked LSTM written out by hand, unrolled over a fixed window."""

from __future__ import annotations

import collections
import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class CellState:
    """Hidden and cell state of one layer while a window is processed."""

    hidden: tf.Tensor
    cell: tf.Tensor
    steps: int = 0

    def advance(self, gates):
        i, f, g, o = tf.split(gates, 4, axis=-1)
        self.cell = tf.sigmoid(f) * self.cell + tf.sigmoid(i) * tf.tanh(g)
        self.hidden = tf.sigmoid(o) * tf.tanh(self.cell)
        self.steps += 1


class Recorder:
    """Collects named intermediate values of one forward pass."""

    def __init__(self):
        self.values = collections.defaultdict(list)

    def add(self, name, value):
        self.values[name].append(value)

    def stacked(self):
        return {name: tf.stack(values, axis=1) for name, values in self.values.items()}


class StackedLSTM(tf.Module):
    """Layers share the width."""

    def __init__(self, width: int, layers: int = 2):
        super().__init__()
        self.width = width
        self.kernels = [
            tf.Variable(0.3 * tf.random.stateless_normal([2 * width, 4 * width], [i, 3]))
            for i in range(layers)
        ]

    def _zero(self, x):
        zeros = tf.zeros([tf.shape(x)[0], self.width])
        return [CellState(zeros, zeros) for _ in self.kernels]

    def _step(self, x, states, recorder):
        for kernel, state in zip(self.kernels, states):
            state.advance(tf.concat([x, state.hidden], axis=-1) @ kernel)
            x = state.hidden
        recorder.add("top", x)
        recorder.add("memory", states[0].cell)
        return x

    @tf.function
    def __call__(self, window):
        states, recorder, outputs = self._zero(window), Recorder(), []
        pending = collections.deque(tf.unstack(window, axis=1))
        while pending:
            outputs.append(self._step(pending.popleft(), states, recorder))
        summary = recorder.stacked()
        summary["steps"] = tf.constant([state.steps for state in states])
        outputs.reverse()
        return tf.stack(outputs, axis=1), summary


if __name__ == "__main__":
    model = StackedLSTM(4)
    for seed in range(4):
        window = tf.random.stateless_normal([2, 5, 4], [seed, seed])
        tf.config.run_functions_eagerly(True)
        eager, eager_summary = model(window)
        tf.config.run_functions_eagerly(False)
        graph, graph_summary = model(window)
        np.testing.assert_allclose(eager, graph, rtol=1e-5, atol=1e-6)
        assert graph_summary["steps"].numpy().tolist() == [5, 5]
        for name in ("top", "memory"):
            np.testing.assert_allclose(eager_summary[name], graph_summary[name], rtol=1e-5, atol=1e-6)
    print("proved")
