"""Vocoders by name; a graph was meant to hand out the right one."""
from __future__ import annotations

import enum

import tensorflow as tf


class Quality(enum.Enum):
    DRAFT = 1
    FINE = 2


class Vocoder(tf.Module):
    def __init__(self, bands: int):
        super().__init__()
        self.mix = tf.Variable(tf.eye(bands))

    @tf.function
    def __call__(self, mel):
        return tf.nn.tanh(tf.matmul(mel, self.mix))


VOCODERS = {Quality.DRAFT: Vocoder(2), Quality.FINE: Vocoder(4)}


@tf.function
def choose(mel):
    """The vocoder that fits a spectrogram."""
    quality = Quality.FINE if mel.shape[-1] > 2 else Quality.DRAFT
    return VOCODERS[quality]  # expect: tf-non-tensor-return


@tf.function
def grade(mel):
    level = tf.reduce_mean(mel, axis=-1)
    quality = Quality.FINE if mel.shape[-1] > 2 else Quality.DRAFT
    return level, quality  # unseen: tf-non-tensor-return


@tf.function
def make_filter(coefficients):
    scale = tf.reduce_sum(tf.abs(coefficients))

    def apply(signal):
        return tf.tensordot(signal, coefficients, 1) / scale

    return apply  # expect: tf-non-tensor-return


@tf.function
def graded(mel):
    quality = Quality.FINE if mel.shape[-1] > 2 else Quality.DRAFT
    return tf.reduce_mean(mel, axis=-1), quality.value, quality.name


def spectrogram():
    return tf.random.stateless_uniform([3, 4], [6, 6])


if __name__ == "__main__":
    mel = spectrogram()
    vocoder = choose.python_function(mel)
    graph = vocoder(mel)
    assert bool(tf.reduce_all(tf.abs(graph - Vocoder.__call__.python_function(vocoder, mel)) < 1e-5))
    level, value, name = graded(mel)
    assert int(value) == 2 and name.numpy() == b"FINE" and level.shape == [3]
    assert grade.python_function(mel)[1] is Quality.FINE
    assert make_filter.python_function(mel[0])(mel).shape == [3]
    for function, argument, kind in ((choose, mel, "Vocoder"), (grade, mel, "Quality"), (make_filter, mel[0], "function")):
        try:
            function(argument)
        except TypeError as error:
            assert f"found return value of type {kind}" in str(error), error
        else:
            raise AssertionError(kind)
    print("proved")
