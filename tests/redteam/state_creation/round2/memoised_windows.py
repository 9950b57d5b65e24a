"""Spectral features with window functions and accumulators that ``lru_cache`` makes once a size."""
import functools
import math

import numpy as np
import tensorflow as tf


@functools.lru_cache(maxsize=None)
def window(size):
    ramp = np.arange(size, dtype=np.float32)
    values = 0.5 - 0.5 * np.cos(2.0 * math.pi * ramp / size)
    return tf.Variable(values.astype(np.float32), trainable=False, name="window")


@functools.lru_cache(maxsize=8)
def accumulator(name, bins):
    return tf.Variable(tf.zeros([bins]), trainable=False, name=name)


def frames(signal, size, hop):
    return tf.signal.frame(signal, size, hop) * window(size)


@tf.function
def power_spectrum(signal, size=8, hop=4):
    """Average power a frequency bin, also added to a running total."""
    spectrum = tf.signal.rfft(frames(signal, size, hop))
    power = tf.reduce_mean(tf.square(tf.abs(spectrum)), axis=0)
    total = accumulator("power", size // 2 + 1)
    total.assign_add(power)
    return total / tf.reduce_sum(total)


def tone(frequency, length=32):
    return tf.sin(2.0 * math.pi * frequency * tf.range(length, dtype=tf.float32) / 8.0)


if __name__ == "__main__":
    results = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        window.cache_clear()
        accumulator.cache_clear()
        results[eagerly] = [power_spectrum(tone(f)).numpy() for f in (1.0, 2.0, 1.0, 3.0)]
        assert accumulator.cache_info().currsize == window.cache_info().currsize == 1
    np.testing.assert_allclose(results[True], results[False], rtol=1e-4, atol=1e-6)
    print("proved")
