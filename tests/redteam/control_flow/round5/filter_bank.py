"""A small filter bank for audio: short loops in Python, long ones in TensorFlow."""
import math
from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class BankConfig:
    levels: int = 3
    taps: int = 5
    window: int = 64


def hann(length):
    """The numbers of a window; nothing here is an operation."""
    return [0.5 - 0.5 * math.cos(2.0 * math.pi * k / (length - 1)) for k in range(length)]


class FilterBank(tf.Module):
    def __init__(self, config=BankConfig()):
        super().__init__()
        self.config = config
        self.kernels = [tf.constant(hann(config.taps + 2 * level)) for level in range(config.levels)]

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def split(self, wave):
        """One output a level; there are three."""
        outputs = []
        for kernel in self.kernels:
            smoothed = tf.nn.conv1d(wave[tf.newaxis, :, tf.newaxis], kernel[:, tf.newaxis, tf.newaxis], 1, "SAME")
            outputs.append(wave - smoothed[0, :, 0])
        for level in range(self.config.levels):
            outputs[level] *= 2.0**-level
        return tf.stack(outputs)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def windowed(self, wave):
        weights = []
        for k in range(self.config.window):
            phase = 2.0 * math.pi * k / self.config.window
            weights.append(0.54 - 0.46 * math.cos(phase))
        return wave[: self.config.window] * tf.constant(weights)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)])
    def envelope(self, wave, decay):
        """Follows the peaks, sample by sample."""
        level = tf.constant(0.0)
        total = tf.constant(0.0)
        for sample in wave:
            level = tf.maximum(tf.abs(sample), decay * level)
            total += level
        for position in range(len(wave)):
            total -= 0.5 * tf.abs(wave[position])
        return total

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.int32)])
    def repeat(self, wave, rounds):
        for _ in range(rounds):
            wave = 0.5 * (wave + tf.roll(wave, 1, 0))
        for _ in tf.range(500):
            wave = 0.999 * wave
        return wave


def main():
    bank = FilterBank()
    for block in range(40):
        wave = tf.sin(0.01 * block + 0.2 * tf.range(128, dtype=tf.float32))
        bands = bank.split(wave)
    return bands, bank.windowed(wave), bank.envelope(wave, tf.constant(0.9)), bank.repeat(wave, tf.constant(4))


if __name__ == "__main__":
    bank = FilterBank()
    wave = tf.sin(0.2 * tf.range(128, dtype=tf.float32))
    cases = [
        (bank.split, FilterBank.split, (wave,)),
        (bank.windowed, FilterBank.windowed, (wave,)),
        (bank.envelope, FilterBank.envelope, (wave, tf.constant(0.9))),
        (bank.repeat, FilterBank.repeat, (wave, tf.constant(4))),
    ]
    for bound, plain, arguments in cases:
        assert len(bound.get_concrete_function().graph.get_operations()) < 120
        difference = tf.abs(bound(*arguments) - plain.python_function(bank, *arguments))
        assert float(tf.reduce_max(difference)) < 1e-3
        assert bound.experimental_get_tracing_count() == 1
    assert main()[0].shape == (3, 128)
    print("proved")
