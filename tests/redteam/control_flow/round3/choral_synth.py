"""Synthesises choral parts from a score: a generator of notes, chords, breath and an envelope."""
import itertools

import numpy as np
import tensorflow as tf

RATE = 16


def score(bars):
    """Notes with their lengths, as Python numbers."""
    for bar in range(bars):
        match bar % 3:
            case 0:
                yield 220.0, 2
            case 1:
                yield 330.0, 1
            case _:
                yield 440.0, 1


@tf.function
def envelope(samples, attack=4):
    if attack := min(attack, samples.shape[0]):
        ramp = tf.minimum(tf.range(float(samples.shape[0])) / attack, 1.0)
    else:
        ramp = tf.ones_like(samples)
    shaped = samples * ramp
    if tf.reduce_max(shaped) > 1.0:
        shaped = shaped / tf.reduce_max(shaped)
    return shaped


@tf.function
def chord(frequencies, detune):
    """Voices that sound together; those out of range are silent."""
    times = tf.range(RATE) / RATE
    out = tf.zeros([RATE])
    for frequency in frequencies:
        if 100.0 < frequency < 400.0 or detune == 0.0:
            phase = 2.0 * np.pi * (frequency + detune) * tf.cast(times, tf.float32)
            out += tf.sin(phase)
    voices = len(list(frequency for frequency in range(3)))
    return out / voices


class Singer:
    """Breathes when its air is gone."""

    def __init__(self, air):
        self.air = tf.Variable(air)

    @tf.function
    def sing(self, note):
        class Breath:
            depth = 2.0

            def take(self, air):
                if air < 1.0:
                    return air + self.depth
                return air

        self.air.assign(Breath().take(self.air))
        with tf.name_scope("voice"):
            loud = envelope(note) * tf.minimum(self.air, 1.0)
        self.air.assign_sub(0.4)
        del note
        return loud

    def phrase(self, parts):
        """Not traced: a loop over a generator, ended by a tensor."""
        for note in parts:
            yield self.sing(note)
            if self.air < 0.0:
                return


def notes(bars, detune):
    pairs = itertools.pairwise(score(bars))
    return [chord(tf.constant([a, b]), detune) * n for (a, n), (b, _) in pairs]


def dataset(bars):
    data = tf.data.Dataset.from_generator(
        lambda: score(bars), output_signature=(tf.TensorSpec([]), tf.TensorSpec([], tf.int32))
    )
    data = data.map(lambda f, n: (f if n == 1 else f / 2.0, n))
    return (
        data.filter(lambda f, n: True if f > 110.0 else False)
        .map(lambda f, n: (f if n > 1 else f + 1.0, n))
        .take_while(lambda f, n: False if f > 1e4 else True)
    )


def perform(bars):
    singer = Singer(1.5)  # allow: tf-function-in-loop
    sung = [part.numpy() for part in singer.phrase(notes(bars, tf.constant(1.0)))]
    return np.stack(sung), float(singer.air), [float(f) for f, _ in dataset(bars)]


if __name__ == "__main__":
    for bars in (3, 5, 8):
        graph = perform(bars)
        tf.config.run_functions_eagerly(True)
        eager = perform(bars)
        tf.config.run_functions_eagerly(False)
        for a, b in zip(graph, eager, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-4)
        assert len(graph[0]) == bars - 1
    print("proved")
