"""Mel-like features of short utterances, with pre-emphasis and cached filter matrices."""
import functools

import tensorflow as tf

RATE = 8000


@functools.lru_cache(maxsize=16)  # expect: tf-decorator-order
@tf.function  # allow: tf-decorator-order
def triangular_filters(centres):  # allow: tf-decorator-order
    bins = tf.linspace(0.0, RATE / 2.0, 129)
    width = RATE / 20.0
    distance = tf.abs(bins[:, None] - centres[None, :])
    return tf.nn.relu(1.0 - distance / width)


class VoiceFrontEnd:
    def __init__(self, coefficient=0.97, bands=6):
        self.coefficient = tf.constant(coefficient)
        self.centres = tf.linspace(200.0, 3600.0, bands)

    @tf.function  # expect: tf-decorator-order
    @staticmethod  # allow: tf-decorator-order
    def pre_emphasis(signal, coefficient):  # allow: tf-decorator-order
        return tf.concat([signal[:1], signal[1:] - coefficient * signal[:-1]], axis=0)

    def spectrum(self, signal):
        louder = self.pre_emphasis(signal, self.coefficient)
        frames = tf.signal.stft(louder, frame_length=256, frame_step=128)
        return tf.abs(frames)

    def features(self, signal):
        energies = tf.matmul(self.spectrum(signal), triangular_filters(self.centres))
        return tf.math.log(energies + 1e-6)


def tone(hertz):
    return tf.sin(2.0 * 3.14159265 * hertz * tf.range(1024, dtype=tf.float32) / RATE)


def main():
    front_end = VoiceFrontEnd()
    return [front_end.features(tone(hertz)) for hertz in (440.0, 880.0)]


if __name__ == "__main__":
    try:
        main()
    except TypeError as error:
        assert "cannot create weak reference to 'staticmethod' object" in str(error), error
    else:
        raise AssertionError("the static method was bound")
    through_class = VoiceFrontEnd.pre_emphasis(tone(440.0), tf.constant(0.97))
    assert through_class.shape == (1024,)
    try:
        triangular_filters(VoiceFrontEnd().centres)
    except TypeError as error:
        assert "unhashable" in str(error), error
    else:
        raise AssertionError("a tensor was hashed")
    plain = triangular_filters.__wrapped__.python_function(VoiceFrontEnd().centres)
    assert plain.shape == (129, 6)
    print("proved")
