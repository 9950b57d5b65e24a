"""Exports a duration model for text to speech and reads a sentence with it."""
import os
import tempfile

import numpy as np
import tensorflow as tf

PACE = {"slow": 1.5, "normal": 1.0, "fast": 0.75}


class DurationModel(tf.Module):
    """Frames per phoneme, stretched for a reading style."""

    def __init__(self, phonemes):
        super().__init__()
        self.base = tf.Variable(tf.linspace(2.0, 8.0, phonemes), name="base")

    @tf.function
    def durations(self, phonemes, style):
        frames = tf.gather(self.base, phonemes) * PACE[style]
        return tf.cast(tf.math.ceil(frames), tf.int32)


def fit(model, phonemes, frames, steps=20, rate=0.1):
    for _ in range(steps):
        with tf.GradientTape() as tape:
            predicted = tf.gather(model.base, phonemes)
            loss = tf.reduce_mean(tf.square(predicted - frames))
        gradient = tf.convert_to_tensor(tape.gradient(loss, model.base))
        model.base.assign_sub(rate * gradient)
    return model


def export(model, folder):
    sample = tf.constant([0, 1, 2], tf.int32)
    model.durations(sample, "normal")
    path = os.path.join(folder, "durations")
    tf.saved_model.save(model, path)  # expect: tf-saved-python-value
    return path


def read_aloud(path, sentence, style="fast"):
    voice = tf.saved_model.load(path)
    frames = voice.durations(tf.constant(sentence, tf.int32), style)
    return np.repeat(sentence, frames.numpy())


def main(folder):
    model = DurationModel(phonemes=5)
    phonemes = tf.constant([0, 1, 2, 3, 4])
    model = fit(model, phonemes, tf.constant([2.0, 3.0, 5.0, 6.0, 9.0]))
    return export(model, folder)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = main(folder)
        assert len(read_aloud(path, [0, 1, 2], style="normal")) > 0
        try:
            read_aloud(path, [0, 1, 2])
        except ValueError as error:
            assert "Could not find matching concrete function" in str(error)
        else:
            raise AssertionError("the style was callable")
    print("proved")
