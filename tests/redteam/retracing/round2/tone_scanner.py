"""Scans a recording for tones: one resonator after the other, an octave in twelve steps."""
import math
from unittest import mock

import tensorflow as tf

RATE = 800.0


class Probe:
    """Something that measures a signal; subclasses say how."""

    def phase(self, samples):
        raise NotImplementedError

    @tf.function  # allow: tf-function-in-loop
    def strength(self, signal):  # allow: tf-function-in-loop
        samples = tf.range(tf.size(signal), dtype=tf.float32)
        angle = self.phase(samples)
        in_phase = tf.reduce_sum(signal * tf.cos(angle))
        quadrature = tf.reduce_sum(signal * tf.sin(angle))
        return tf.sqrt(tf.square(in_phase) + tf.square(quadrature))


class Resonator(Probe):
    """Correlates a signal with one frequency."""

    def __init__(self, frequency, rate=RATE):
        self.frequency = frequency
        self.rate = rate

    def phase(self, samples):
        return 2.0 * math.pi * self.frequency * samples / self.rate


class Scanner:
    def __init__(self, lowest, highest):
        self.lowest = lowest
        self.highest = highest
        self.probed = 0

    def spectrum(self, signal):
        """Strength by frequency."""
        levels = {}
        frequency = self.lowest
        while frequency <= self.highest:
            resonator = Resonator(frequency)  # expect: tf-function-in-loop
            levels[round(frequency, 1)] = float(resonator.strength(signal))
            self.probed += 1
            frequency *= 2.0 ** (1.0 / 12.0)
        return levels

    def loudest(self, signal):
        levels = self.spectrum(signal)
        return max(levels, key=levels.get)


def tone(frequency, seconds):
    samples = tf.range(int(seconds * RATE), dtype=tf.float32)
    return tf.sin(2.0 * math.pi * frequency * samples / RATE)


if __name__ == "__main__":
    scanner = Scanner(100.0, 201.0)
    with mock.patch.object(tf, "cos", side_effect=tf.cos) as body:
        found = scanner.loudest(tone(150.0, 0.5))
    assert abs(found - 150.0) < 3.0
    assert scanner.probed == 13 and body.call_count == 13
    kept = Resonator(120.0)
    for frequency in (100.0, 120.0, 140.0):
        kept.strength(tone(frequency, 0.5))
    assert kept.strength.experimental_get_tracing_count() == 1
    print("proved")
