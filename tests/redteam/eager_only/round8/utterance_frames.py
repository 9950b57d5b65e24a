"""Cuts utterances of any length into overlapping frames and computes the energy of each."""
import numpy as np
import tensorflow as tf

FRAME = 8
HOP = 4
ONE_UTTERANCE = [tf.TensorSpec(shape=[None], dtype=tf.float32)]


@tf.function(input_signature=ONE_UTTERANCE)
def frame_energy(samples):
    count = 1 + (samples.shape[0] - FRAME) // HOP  # expect: tf-static-shape
    starts = HOP * tf.range(count)
    index = starts[:, None] + tf.range(FRAME)[None, :]
    frames = tf.gather(samples, index)
    return tf.reduce_mean(tf.square(frames), axis=1)


@tf.function(input_signature=ONE_UTTERANCE)
def normalize(samples):
    centred = samples - tf.reduce_mean(samples)
    power = tf.reduce_sum(tf.square(centred)) / samples.shape[0]  # expect: tf-static-shape
    return centred / tf.sqrt(power + 1e-6)


@tf.function(input_signature=ONE_UTTERANCE)
def preemphasis(samples):
    return tf.concat([samples[:1], samples[1:] - 0.97 * samples[:-1]], axis=0)


def utterances():
    for length in (16, 24, 40):
        time = np.arange(length, dtype=np.float32)
        yield tf.constant(np.sin(0.3 * time) * np.hanning(length), tf.float32)


def voiced(samples, threshold=0.2):
    energy = frame_energy(normalize(preemphasis(samples)))
    return tf.reduce_mean(tf.cast(energy > threshold, tf.float32))


def main():
    for utterance in utterances():
        print(len(utterance), "samples, voiced", voiced(utterance).numpy())


if __name__ == "__main__":
    for sound in utterances():
        assert np.allclose(preemphasis(sound), preemphasis.python_function(sound))
        assert len(frame_energy.python_function(sound)) == 1 + (len(sound) - FRAME) // HOP
        assert abs(np.std(normalize.python_function(sound)) - 1.0) < 1e-2
        for step, kind, text, line in (
            (frame_energy, TypeError, "unsupported operand type(s) for -: 'NoneType' and 'int'", "samples.shape[0] - FRAME"),
            (normalize, ValueError, "None values not supported", "/ samples.shape[0]"),
        ):
            try:
                step(sound)
            except kind as error:
                assert text in str(error) and line in str(error), error
            else:
                raise AssertionError(line)
    print("proved")
