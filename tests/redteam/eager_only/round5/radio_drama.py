"""Aligns the voices of a radio drama: filters, spectra and shifts, with constants from NumPy."""
import functools
import math

import numpy as np
import tensorflow as tf

RATE = 8
HANN = np.hanning(RATE).astype(np.float32)
MEL = tf.constant(np.triu(np.ones((5, 3), np.float32)))


@functools.lru_cache(maxsize=None)
def bank(size):
    """A matrix, computed once by NumPy."""
    grid = np.outer(np.arange(size), np.arange(size))
    return np.cos(np.pi * grid / size).astype(np.float32)


def make_filter(cutoff, taps=5):
    """A filter whose coefficients are numbers before anything is traced."""
    n = np.arange(taps) - (taps - 1) / 2
    h = np.sinc(2.0 * cutoff * n) * np.hamming(taps)
    gain = float(h.sum())
    kernel = tf.constant(h / gain, tf.float32).numpy()[::-1].copy()
    delay = math.floor(taps / 2)

    @tf.function
    def apply(signal):
        padded = tf.pad(signal, [[delay, delay]])
        frames = tf.signal.frame(padded, kernel.size, 1)
        return tf.linalg.matvec(frames, kernel) * np.float32(gain)

    return apply


class Features:
    def __init__(self, signals, size=RATE):
        self.size = size
        self.bank = bank(size)
        stacked = np.stack([self.spectrum(signal).numpy() for signal in signals])
        self.mean = stacked.mean(axis=(0, 1))

    def spectrum(self, signal):
        frames = tf.signal.frame(signal, self.size, self.size // 2) * HANN
        power = tf.square(frames @ self.bank)[:, :5]
        return tf.math.log(power @ MEL + np.finfo(np.float32).eps * 1e3)

    @tf.function
    def __call__(self, signal):
        values = self.spectrum(signal) - self.mean
        rows = values.shape[0]
        ramp = np.linspace(0.0, 1.0, rows, dtype=np.float32)[:, None]
        mask = tf.constant(np.tri(rows, dtype=bool))
        pairs = tf.where(mask, values @ tf.transpose(values), -np.inf)
        dtype = np.dtype(values.dtype.as_numpy_dtype)
        return values * ramp, tf.reduce_logsumexp(pairs, axis=1) * dtype.itemsize


@tf.function
def align(left, right):
    """The best shift of some that NumPy lists."""
    shifts = np.arange(-2, 3)
    scores = tf.stack([tf.reduce_sum(left * tf.roll(right, int(shift), 0)) for shift in shifts])
    best = tf.argmax(scores)
    return tf.gather(shifts, best), tf.reduce_max(scores) / np.sqrt(np.prod(left.shape))


def voices(count=3):
    times = np.arange(4 * RATE) / RATE
    return [tf.constant(np.sin(2.0 * np.pi * (k + 1) * times), tf.float32) for k in range(count)]


def run():
    low, high = make_filter(0.1), make_filter(0.3, taps=3)
    features = Features(voices())
    out = []
    for voice in voices():
        out += [low(voice), high(voice), *features(voice), *align(low(voice), high(voice))]
    return [np.asarray(value) for value in out]


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    eager = run()
    tf.config.run_functions_eagerly(False)
    for left, right in zip(graph, eager, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-3, atol=1e-4)
    assert bank(RATE) is Features(voices()).bank
    print("proved")
