"""Cepstral analysis of voices, with a context that switches the window and a cached reference."""
import contextlib

import tensorflow as tf

compiled = tf.function

SIZE = 32


@compiled
def cepstrum(frame):
    spectrum = tf.signal.rfft(frame)
    return tf.signal.irfft(tf.cast(tf.math.log(tf.abs(spectrum) + 1e-6), tf.complex64))


@compiled  # expect: tf-decorator-order
@contextlib.contextmanager
def emphasised(frame, amount):
    """The frame with its treble raised, for the length of a with block."""
    padded = tf.concat([frame[:1], frame[:-1]], axis=0)
    yield frame - amount * padded


@contextlib.contextmanager
def windowed(frame):
    yield frame * tf.signal.hann_window(SIZE)


@compiled
def pitch(frame, lowest=4):
    with windowed(frame) as smooth:
        peaks = cepstrum(smooth)[lowest : SIZE // 2]
    return tf.argmax(peaks) + lowest


def formants(frame, amount):
    with emphasised(frame, amount) as bright:
        return cepstrum(bright)[:6]


def voice(period=8):
    t = tf.range(SIZE, dtype=tf.float32)
    return tf.add_n([tf.sin(2.0 * 3.14159 * k * t / period) for k in (1, 2, 3)])


if __name__ == "__main__":
    for period in (8, 16):
        assert int(pitch(voice(period))) == int(pitch.python_function(voice(period)))
    graph, eager = cepstrum(voice()), cepstrum.python_function(voice())
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-4))
    amount = tf.constant(0.9)
    with emphasised.python_function(voice(), amount) as bright:
        assert bright.shape == [SIZE]
    try:
        formants(voice(), amount)
    except TypeError as error:
        assert "found return value of type _GeneratorContextManager" in str(error), error
    else:
        raise AssertionError("a graph was entered")
    print("proved")
