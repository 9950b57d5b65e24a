"""Simulates hearing tests: filters are designed by Python from static sizes, responses computed by TensorFlow."""
import argparse
import math
import os

import numpy as np
import tensorflow as tf

RATE = 16


def flags(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--eager", action="store_true", default=bool(int(os.environ.get("HEARING_EAGER", "0"))))
    parser.add_argument("--loss", type=float, default=10.0)
    return parser.parse_args(arguments)


def band_edges(bands, top):
    """Python numbers, equally spaced in pitch."""
    low, high = math.log2(1.0), math.log2(top)
    return [2.0 ** (low + (high - low) * k / bands) for k in range(bands + 1)]


def design(size, edges):
    """Weights of the bands for a spectrum of a size."""
    frequencies = np.fft.rfftfreq(size, 1.0 / RATE)
    rows = []
    for lower, upper in zip(edges[:-1], edges[1:]):
        inside = np.logical_and(frequencies >= lower, frequencies < upper)
        rows.append(inside / max(int(inside.sum()), 1))
    return np.array(rows, dtype=np.float32)


class Ear(tf.Module):
    def __init__(self, loss, bands=3):
        super().__init__()
        self.gain = math.pow(10.0, -loss / 20.0)
        self.bands = bands
        self.heard = tf.Variable(0)

    @tf.function
    def levels(self, signal):
        size = int(signal.shape[-1])
        order = int(math.floor(math.log2(size)))
        power = tf.square(tf.abs(tf.signal.rfft(signal[..., : 2**order])))
        weights = design(2**order, band_edges(self.bands, RATE / 2.0))
        bands = tf.linalg.matvec(weights, power) * self.gain / float(2**order)
        return 10.0 * tf.math.log(bands + math.exp(-20.0)) / math.log(10.0)

    @tf.function
    def hears(self, signal, threshold):
        loudest = tf.reduce_max(self.levels(signal))
        self.heard.assign_add(tf.cast(loudest > threshold, tf.int32))
        if loudest > threshold:
            margin = loudest - threshold
        else:
            margin = tf.zeros_like(loudest)
        return margin / math.hypot(3.0, 4.0)

    def test(self, signals, threshold):
        """Eager: finds the quietest signal that is heard."""
        margins = [float(self.hears(s, tf.constant(threshold))) for s in signals]
        return margins, f"{int(self.heard)} of {len(margins)}", math.isclose(max(margins), np.max(margins))


def tones():
    t = np.arange(20) / RATE
    return [tf.constant((a * np.sin(2.0 * np.pi * f * t)).astype(np.float32)) for a, f in ((1.0, 2), (0.1, 4), (3.0, 6))]


def observed(options):
    tf.config.run_functions_eagerly(options.eager)
    ear = Ear(options.loss)
    result = ear.test(tones(), -5.0)
    return result, tf.config.functions_run_eagerly()


if __name__ == "__main__":
    eager, eagerly = observed(flags(["--eager"]))
    graph, still_eagerly = observed(flags([]))
    assert eagerly and not still_eagerly
    np.testing.assert_allclose(graph[0], eager[0], rtol=1e-4, atol=1e-5)
    assert graph[1:] == eager[1:] and graph[1] != "0 of 3", (graph, eager)
    print("proved")
