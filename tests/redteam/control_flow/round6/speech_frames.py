"""Input pipeline for a keyword spotter: level normalisation of speech frames."""
from collections.abc import Iterable

import tensorflow as tf

FLOOR = 0.05


def loudness(frame):
    return tf.sqrt(tf.reduce_mean(tf.square(frame)))


def normalised(frame):
    level = max(loudness(frame), FLOOR)  # expect: tf-tensor-bool-unconverted
    return frame / level


def crossings(frame):
    """Number of sign changes per frame."""
    signs = tf.sign(frame)
    return tf.reduce_sum(tf.cast(signs[1:] != signs[:-1], tf.int32))


def peak(frame):
    return max(tf.unstack(tf.abs(frame)))  # expect: tf-tensor-bool-unconverted


class FramePipeline:
    """Frames of eight samples with their features."""

    def __init__(self, signal: Iterable, step: int = 8):
        frames = tf.reshape(tf.constant(signal), [-1, step])
        self.frames = tf.data.Dataset.from_tensor_slices(frames)

    def _features(self, frame):
        return normalised(frame), crossings(frame)

    def _spoken(self, frame):
        return loudness(frame) > FLOOR and crossings(frame) > 0

    def features(self):
        return self.frames.map(self._features)

    def spoken(self):
        return self.frames.filter(self._spoken)

    def peaks(self):
        return self.spoken().map(peak)


def recording():
    loud = [0.5, -0.5, 0.25, 0.5, -0.25, 0.5, 0.5, -0.5]
    quiet = [0.01, -0.01] * 4
    return loud + quiet


def main():
    pipeline = FramePipeline(recording())
    print(len(list(pipeline.spoken())), "frames with speech")
    return list(pipeline.features()), list(pipeline.peaks())


def refuses(build):
    try:
        build()
    except tf.errors.OperatorNotAllowedInGraphError as error:
        return "as a Python `bool` is not allowed" in str(error)
    return False


if __name__ == "__main__":
    speech = tf.constant(recording()[:8])
    assert abs(float(loudness(normalised(speech))) - 1.0) < 1e-5
    assert float(peak(speech)) == 0.5
    loader = FramePipeline(recording())
    assert len(list(loader.spoken())) == 1
    assert refuses(loader.features) and refuses(loader.peaks) and refuses(main)
    print("proved")
