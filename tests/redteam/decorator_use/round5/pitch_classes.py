"""Detected pitches of a melody become one-hot pitch classes of the octave that starts at A4."""
import math

import tensorflow as tf

BASE = 440.0


def fold_octave(frequency):  # allow: tf-recursion
    """Halves a frequency until it lies within the octave."""
    return fold_octave(frequency / 2.0) if frequency >= 2.0 * BASE else frequency  # expect: tf-recursion


def semitone(frequency):
    return tf.cast(tf.round(12.0 * tf.math.log(frequency / BASE) / math.log(2.0)), tf.int32) % 12


def encode(frequency, loudness):
    folded = fold_octave(frequency)
    return tf.one_hot(semitone(folded), 12) * loudness


def melody():
    return tf.constant([440.0, 987.8, 1318.5, 3520.0]), tf.constant([1.0, 0.5, 0.8, 0.2])


def dataset(batch_size=2):
    notes = tf.data.Dataset.from_tensor_slices(melody())
    return notes.map(encode).batch(batch_size)


def chroma():
    total = tf.zeros([12])
    for batch in dataset():
        total += tf.reduce_sum(batch, axis=0)
    return total / tf.reduce_sum(total)


if __name__ == "__main__":
    eager = [encode(f, l) for f, l in zip(*melody())]
    assert [int(tf.argmax(row)) for row in eager] == [0, 2, 7, 0]
    assert abs(float(fold_octave(tf.constant(3520.0))) - 440.0) < 1e-3
    try:
        chroma()
    except Exception as error:
        assert type(error).__name__ == "StagingError", type(error)
        assert "maximum recursion depth exceeded" in str(error)
    else:
        raise AssertionError("the map was traced")
    print("proved")
