"""Tidal heights from harmonic constituents, with warnings and a log of the extremes."""

from __future__ import annotations

import contextlib
import io
import sys

import numpy as np
import tensorflow as tf

PERIODS = (12.42, 12.0, 25.82)


def alert(kind, height):
    print("tide alert:", kind, height, file=sys.stderr)  # expect: tf-print


class Extremes:
    """High and low water of a day, in two arrays."""

    def __init__(self, size):
        self.high = tf.TensorArray(tf.float32, size=size)
        self.low = tf.TensorArray(tf.float32, size=size)

    def add(self, index, heights):
        self.high = self.high.write(index, tf.reduce_max(heights))
        self.low.write(index, tf.reduce_min(heights))  # expect: tf-tensorarray-write-dropped


class TideModel:
    """Sum of cosines."""

    def __init__(self, amplitudes, phases, flood_level: float = 1.0):
        self.amplitudes = tf.constant(amplitudes)
        self.phases = tf.constant(phases)
        self.flood_level = flood_level

    def heights(self, hours):
        angle = 2.0 * np.pi * hours[:, None] / tf.constant(PERIODS) + self.phases
        return tf.reduce_sum(self.amplitudes * tf.cos(angle), axis=-1)

    @tf.function
    def check(self, hours):
        """Highest water of the hours; warns about floods."""
        top = tf.reduce_max(self.heights(hours))
        if top > self.flood_level:
            alert("flood", top)
        else:
            alert("normal", top)
        return top

    @tf.function
    def table(self, hours, days=3):
        extremes = Extremes(days)
        for day in range(days):
            extremes.add(day, self.heights(hours + 24.0 * day))
        return extremes.high.stack(), extremes.low.stack()


def checks(model: TideModel, calls: int = 3):
    hours = tf.range(24.0)
    with contextlib.redirect_stderr(io.StringIO()) as err:
        tops = [float(model.check(hours + 7.0 * i)) for i in range(calls)]
    lines = [line.split()[2] for line in err.getvalue().splitlines() if "tide alert" in line]
    return tops, lines


if __name__ == "__main__":
    model = TideModel([0.8, 0.3, 0.1], [0.1, 0.4, 0.0])
    tf.config.run_functions_eagerly(True)
    eager_tops, eager_lines = checks(model)
    eager_high, eager_low = model.table(tf.range(24.0))
    tf.config.run_functions_eagerly(False)
    graph_tops, graph_lines = checks(model)
    graph_high, graph_low = model.table(tf.range(24.0))
    np.testing.assert_allclose(eager_tops, graph_tops, rtol=1e-5)
    assert len(eager_lines) == 3 and sorted(graph_lines) == ["flood", "normal"], graph_lines
    np.testing.assert_allclose(eager_high, graph_high, rtol=1e-5)
    assert np.all(eager_low.numpy() < 0.0) and np.all(graph_low.numpy() == 0.0)
    print("proved")
