"""Annotates with names that no code looks up, and keeps a stand-in for machines without TensorFlow."""
from __future__ import annotations

from typing import TYPE_CHECKING

try:
    import tensorflow as tf
except ImportError:
    tf = None

if TYPE_CHECKING:
    from tensorflow.keras.typing import BeamTensor

DEBUG = False


def dim(beam: tf.BeamLike, factor: float = 0.5) -> BeamTensor:
    scaled: tf.ScaledBeam = beam * factor
    if False:
        tf.debugging.draw(scaled)
    return scaled


def sweep(beams):
    """``tf.sweep`` in a docstring, or a comment, is only text."""
    # tf.rotate_all(beams) was tried first
    if tf is None:
        return beams
    return tf.rol(beams, 1, axis=0)  # expect: tf-unknown-name


def steady(beams):
    return tf.roll(beams, 1, axis=0)


if __name__ == "__main__":
    assert dim(tf.constant(2.0)) == 1.0
    assert steady(tf.constant([1, 2]))[0] == 2
    try:
        sweep(tf.constant([1, 2]))
    except AttributeError as error:
        assert "'rol'" in str(error)
    else:
        raise AssertionError("beams rol")
    print("proved")
