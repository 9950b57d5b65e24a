"""Cuts recordings of birds into overlapping frames and feeds their spectra to a detector."""
import collections

import numpy as np
import tensorflow as tf

FRAME = 64
HOP = 32
Detection = collections.namedtuple("Detection", ["start", "energy"])


def recording(seconds=2, rate=256):
    t = np.arange(seconds * rate, dtype=np.float32) / rate
    return tf.constant(np.sin(2 * np.pi * 40.0 * t) * (t > 0.7))


@tf.function
def spectra(signal):  # expect: tf-generator
    """Spectrum after spectrum of one recording."""
    for start in range(0, signal.shape[0] - FRAME + 1, HOP):
        frame = signal[start : start + FRAME]
        yield tf.abs(tf.signal.rfft(frame * tf.signal.hann_window(FRAME)))


@tf.function
def all_spectra(signal):
    frames = tf.signal.frame(signal, FRAME, HOP)
    return tf.abs(tf.signal.rfft(frames * tf.signal.hann_window(FRAME)))


def plain_spectra(signal):
    for start in range(0, signal.shape[0] - FRAME + 1, HOP):
        frame = signal[start : start + FRAME]
        yield tf.abs(tf.signal.rfft(frame * tf.signal.hann_window(FRAME)))


@tf.function
def energy(spectrum):
    return tf.reduce_sum(tf.square(spectrum[5:20]), axis=-1)


def detect(rows, threshold=1.0):
    found = []
    for number, row in enumerate(rows):
        value = float(energy(row))
        if value > threshold:
            found.append(Detection(number * HOP, round(value, 2)))
    return found


if __name__ == "__main__":
    signal = recording()
    one_by_one = detect(plain_spectra(signal))
    at_once = detect(tf.unstack(all_spectra(signal)))
    assert [d.start for d in one_by_one] == [d.start for d in at_once] and one_by_one
    assert one_by_one[0].start > 100
    try:
        detect(spectra(signal))
    except TypeError as error:
        assert "found return value of type generator" in str(error), error
    else:
        raise AssertionError("a generator came out of a graph")
    print("proved")
