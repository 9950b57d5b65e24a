"""Sorts photographs of stamps: colours, perforations and rotation are measured within the input pipeline."""
import numpy as np
import tensorflow as tf
from numpy import linalg as la
from numpy import pi

REFERENCE = np.linspace(0.1, 0.9, 4, dtype=np.float32)
ROTATION = np.float32([[np.cos(pi / 4), -np.sin(pi / 4)], [np.sin(pi / 4), np.cos(pi / 4)]])


class Stamp:
    """Measures one stamp."""

    def __init__(self, pixels):
        self.pixels = pixels

    def colour(self):
        """Distance to the colours of the reference."""
        return la.norm(self.pixels - REFERENCE)  # unseen: tf-numpy-op

    def staged_colour(self):
        return tf.norm(self.pixels - REFERENCE)

    def shape(self):
        return np.prod(self.pixels.shape) * np.ones(2, np.float32)

    def holes(self):
        edges = self.pixels > REFERENCE.mean()
        return tf.reduce_sum(tf.cast(edges, tf.float32)) / np.float32(np.size(REFERENCE))


def centred(pixels):
    """The mean is removed, by whatever array it is."""
    return pixels - np.average(pixels)  # unseen: tf-numpy-op


def staged_centred(pixels):
    return pixels - tf.reduce_mean(pixels)


def rotated(pair):
    return tf.linalg.matvec(ROTATION, pair) * np.sqrt(2.0).astype("float32")


def album(rows):
    return tf.data.Dataset.from_tensor_slices(np.float32(rows))


def describe(rows, colour):
    def measure(pixels):
        stamp = Stamp(pixels)
        return colour(stamp), stamp.holes(), stamp.shape()

    stamps = album(rows).map(measure)
    return [np.concatenate([np.ravel(part) for part in row]) for row in stamps.as_numpy_iterator()]


def whitened(rows, centre):
    stamps = album(rows).map(centre, num_parallel_calls=2)
    stamps = stamps.map(lambda p: tf.concat([rotated(p[:2]), p[2:]], 0))
    return np.stack(list(stamps.as_numpy_iterator()))


def rejected(function, *arguments):
    try:
        function(*arguments)
    except NotImplementedError as error:
        return str(error)
    raise AssertionError("mapped")


if __name__ == "__main__":
    rows = [[0.1, 0.5, 0.7, 0.2], [0.9, 0.1, 0.3, 0.4], [0.0, 0.0, 0.0, 1.0]]
    tensors = [tf.constant(row) for row in rows]
    np.testing.assert_allclose(
        [row[0] for row in describe(rows, Stamp.staged_colour)],
        [Stamp(t).colour() for t in tensors],
        rtol=1e-5,
    )
    expected = [rotated(centred(t)[:2]).numpy() for t in tensors]
    np.testing.assert_allclose(whitened(rows, staged_centred)[:, :2], expected, rtol=1e-5)
    text = rejected(describe, rows, Stamp.colour)
    assert "la.norm(self.pixels - REFERENCE)" in text and "Cannot convert a symbolic tf.Tensor" in text, text
    text = rejected(whitened, rows, centred)
    assert "np.average(pixels)" in text and "Cannot convert a symbolic tf.Tensor" in text, text
    print("proved")
