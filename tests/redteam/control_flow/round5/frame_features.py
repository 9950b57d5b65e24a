"""Loudness features of the frames of a recording."""
import math

import tensorflow as tf

FRAME = 200
HOP = 100
BANDS = ((0, 10), (10, 40), (40, 101))


def tone(hertz, seconds=0.5, rate=2000):
    count = int(seconds * rate)
    return tf.constant([math.sin(2 * math.pi * hertz * i / rate) for i in range(count)])


@tf.function
def loudness(wave):
    """Root mean square of each frame."""
    frames = tf.signal.frame(wave, FRAME, HOP)
    levels = []
    for frame in frames:
        rms = tf.sqrt(tf.reduce_mean(frame * frame))
        levels.append(20.0 * tf.math.log(rms + 1e-6))  # expect: tf-list-append-in-tensor-loop
    return tf.stack(levels)


class NoiseGate(tf.Module):
    def __init__(self, floor):
        super().__init__()
        self.floor = tf.constant(floor)

    @tf.function
    def thresholds(self, wave):
        """The same threshold for every frame, as a vector."""
        count = tf.size(wave) // FRAME
        limit = self.floor * tf.reduce_max(tf.abs(wave))
        rows = []
        for _ in tf.range(count):
            rows.append(limit)  # expect: tf-list-append-in-tensor-loop
        return tf.stack(rows)


@tf.function
def band_energies(frame):
    spectrum = tf.abs(tf.signal.rfft(frame, [FRAME]))
    energies = []
    for low, high in BANDS:
        energies.append(tf.reduce_sum(spectrum[low:high] ** 2))
    return tf.stack(energies)


def main():
    wave = tone(120.0)
    gate = NoiseGate(0.1)
    return loudness(wave), gate.thresholds(wave), band_energies(wave[:FRAME])


if __name__ == "__main__":
    wave = tone(120.0)
    assert loudness.python_function(wave).shape == (9,)
    try:
        loudness(wave)
    except (TypeError, ValueError) as error:
        assert "is out of scope and cannot be used here" in str(error), error
    else:
        raise AssertionError("the list came through")
    gate = NoiseGate(0.1)
    assert NoiseGate.thresholds.python_function(gate, wave).shape == (5,)
    assert gate.thresholds(wave).shape == (1,)
    bands, eager = band_energies(wave[:FRAME]), band_energies.python_function(wave[:FRAME])
    assert bands.shape == (3,) and float(tf.reduce_max(tf.abs(bands - eager))) < 1e-2
    print("proved")
