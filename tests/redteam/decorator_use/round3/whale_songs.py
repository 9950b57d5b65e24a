"""Whale songs: spectrograms are thinned out, noise is drawn for augmentation, all in compiled functions."""
from __future__ import annotations

import functools

import tensorflow as tf

FRAME, HOP = 32, 16


def spectrogram(waves: tf.Tensor) -> tf.Tensor:
    return tf.abs(tf.signal.stft(waves, FRAME, HOP))


def thin_by_area(images: tf.Tensor, size: tuple[int, int]) -> tf.Tensor:
    return tf.image.resize(images[..., None], size, method="area")[..., 0]  # expect: tf-jit-incompatible


def thin_by_pooling(images: tf.Tensor, size: tuple[int, int]) -> tf.Tensor:
    return tf.image.resize(images[..., None], size, antialias=False)[..., 0]


THINNERS = {"area": thin_by_area, "bilinear": thin_by_pooling}


def front_end(waves: tf.Tensor, thinner: str, size: tuple[int, int] = (4, 8)) -> tf.Tensor:
    magnitudes = spectrogram(waves)
    return tf.math.log1p(THINNERS[thinner](magnitudes, size))


area_front_end = tf.function(functools.partial(front_end, thinner="area"), jit_compile=True)
bilinear_front_end = tf.function(functools.partial(front_end, thinner="bilinear"), jit_compile=True)


@tf.function(jit_compile=True)
def reverberate(waves: tf.Tensor, decay: tf.Tensor) -> tf.Tensor:
    """Add echoes whose strengths are gamma distributed."""
    strength = tf.random.gamma([2], alpha=decay)  # expect: tf-jit-incompatible
    echo = tf.roll(waves, HOP, axis=-1) * strength[0] + tf.roll(waves, FRAME, axis=-1) * strength[1]
    return waves + 0.1 * echo


@tf.function(jit_compile=True)
def blur(waves: tf.Tensor, strength: tf.Tensor) -> tf.Tensor:
    around = 0.5 * (tf.roll(waves, 1, axis=-1) + tf.roll(waves, -1, axis=-1))
    return waves + strength * (around - waves)


def songs(count: int = 2) -> tf.Tensor:
    return tf.random.stateless_normal([count, 160], [8, 1])


if __name__ == "__main__":
    waves = songs()
    for strength in tf.constant([0.1, 0.5, 0.9]):
        gap = blur(waves, strength) - blur.python_function(waves, strength)
        assert float(tf.reduce_max(tf.abs(gap))) < 1e-5
    graph, eager = bilinear_front_end(waves), front_end(waves, "bilinear")
    assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-4
    assert front_end(waves, "area").shape == graph.shape
    assert reverberate.python_function(waves, tf.constant(2.0)).shape == waves.shape
    for call, op in (
        (lambda: area_front_end(waves), "ResizeArea"),
        (lambda: reverberate(waves, tf.constant(2.0)), "RandomGamma"),
    ):
        try:
            call()
        except tf.errors.InvalidArgumentError as error:
            assert "unsupported operations" in str(error) and op in str(error), error
        else:
            raise AssertionError(op)
    print("proved")
