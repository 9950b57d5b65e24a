"""Power spectra and Haar wavelets of short audio frames, by divide and conquer."""
import math

import tensorflow as tf

FRAME = 16


def fft(signal):
    n = signal.shape[0]
    if n == 1:
        return signal
    even, odd = fft(signal[0::2]), fft(signal[1::2])
    angles = -2.0 * math.pi * tf.range(n // 2, dtype=tf.float32) / n
    turned = odd * tf.complex(tf.cos(angles), tf.sin(angles))
    return tf.concat([even + turned, even - turned], axis=0)


def haar(signal, levels):
    """The approximation comes first, then the details from coarse to fine."""
    if not levels:
        return signal
    low = (signal[0::2] + signal[1::2]) / math.sqrt(2.0)
    high = (signal[0::2] - signal[1::2]) / math.sqrt(2.0)
    return tf.concat([haar(low, levels - 1), high], axis=0)


@tf.function(input_signature=[tf.TensorSpec([FRAME], tf.float32)])
def power_spectrum(frame):
    window = tf.signal.hann_window(FRAME)
    return tf.square(tf.abs(fft(tf.cast(frame * window, tf.complex64))))


@tf.function
def wavelet_energy(frame):
    bands = tf.split(haar(frame, levels=3), [2, 2, 4, 8])
    return tf.stack([tf.reduce_sum(tf.square(band)) for band in bands])


@tf.function
def decay_length(frame, floor):
    """Halves the frame's level until nothing is left of it."""
    level, steps = tf.reduce_max(tf.abs(frame)), 0
    while level > floor:
        level, steps = level / 2.0, steps + 1
    return steps


def tones():
    t = tf.range(FRAME, dtype=tf.float32)
    return [tf.sin(2.0 * math.pi * k * t / FRAME) for k in (1.0, 3.0)]


def main():
    floor = tf.constant(0.01)
    return [(power_spectrum(t), wavelet_energy(t), decay_length(t, floor)) for t in tones()]


if __name__ == "__main__":
    for tone, (spectrum, energy, steps) in zip(tones(), main()):
        windowed = tf.cast(tone * tf.signal.hann_window(FRAME), tf.complex64)
        direct = tf.square(tf.abs(tf.signal.fft(windowed)))
        assert float(tf.reduce_max(tf.abs(spectrum - direct))) < 1e-3
        eager = wavelet_energy.python_function(tone)
        assert float(tf.reduce_max(tf.abs(energy - eager))) < 1e-4
        assert int(steps) == int(decay_length.python_function(tone, tf.constant(0.01))) == 7
    assert wavelet_energy.experimental_get_tracing_count() == 1
    print("proved")
