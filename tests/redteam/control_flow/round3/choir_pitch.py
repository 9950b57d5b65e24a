"""Tunes a choir: pitches of the voices of a chord, intervals between them, and spectra of a recording."""
import tensorflow as tf

VOICES = ("soprano", "alto", "tenor", "bass")
A4 = 440.0


def semitones(frequency):
    return 12.0 * tf.math.log(frequency / A4) / tf.math.log(2.0)


@tf.function
def deviations(chord):
    """How far each voice is from the nearest key, weighted by its place."""
    total = tf.constant(0.0)
    for place, frequency in enumerate(chord):  # expect: tf-tensor-iteration
        offset = semitones(frequency)
        total += (place + 1.0) * tf.abs(offset - tf.round(offset))
    return total


@tf.function
def staged_deviations(chord):
    total = tf.constant(0.0)
    for place, frequency in enumerate(tf.unstack(chord)):
        offset = semitones(frequency)
        total += (place + 1.0) * tf.abs(offset - tf.round(offset))
    return total


class Chord:
    """Unpacks four voices."""

    def __init__(self, frequencies):
        self.frequencies = frequencies

    def spread(self):
        top, *_, low = self.frequencies  # expect: tf-tensor-iteration
        return top / low

    def staged_spread(self):
        top, *_, low = tf.unstack(self.frequencies, num=len(VOICES))
        return top / low


analysis = tf.function(lambda frequencies: Chord(frequencies).spread() * 100.0)
staged_analysis = tf.function(lambda frequencies: Chord(frequencies).staged_spread() * 100.0)


@tf.function
def picture(recording):
    """The spectrogram cut to a square."""
    spectra = tf.abs(tf.signal.stft(recording, 16, 8))
    frames, bins = tf.shape(spectra)  # expect: tf-tensor-iteration
    side = tf.minimum(frames, bins)
    return spectra[:side, :side]


@tf.function
def staged_picture(recording):
    spectra = tf.abs(tf.signal.stft(recording, 16, 8))
    shape = tf.shape(spectra)
    frames, bins = shape[0], shape[1]
    side = tf.minimum(frames, bins)
    return spectra[:side, :side]


@tf.function
def loudest(recording, sections):
    best = tf.constant(0.0)
    for section in tf.split(recording, sections):
        for sample in section:
            best = tf.maximum(best, tf.abs(sample))
    rows, columns = tf.reshape(recording, [sections, -1]).shape
    return best * rows * columns


def refused(function, *arguments):
    try:
        function(*arguments)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        return str(error)
    raise AssertionError("iterated")


def near(a, b):
    return bool(tf.reduce_all(tf.abs(a - b) < 1e-3))


if __name__ == "__main__":
    message = "Iterating over a symbolic `tf.Tensor` is not allowed"
    recording = tf.sin(tf.range(64.0))
    for chord in (tf.constant([659.3, 440.0, 329.0, 221.0]), tf.constant([700.0, 350.0, 300.0, 100.0])):
        assert near(staged_deviations(chord), deviations.python_function(chord))
        assert near(staged_analysis(chord), analysis.python_function(chord))
        text = refused(deviations, chord)
        assert message in text and "in enumerate(chord):  # exp" in text, text
        text = refused(analysis, chord)
        assert message in text and "top, *_, low = self.frequencies  # exp" in text, text
    assert near(staged_picture(recording), picture.python_function(recording))
    text = refused(picture, recording)
    assert message in text and "frames, bins = tf.shape(spectra)" in text, text
    assert near(loudest(recording, 4), loudest.python_function(recording, 4))
    print("proved")
