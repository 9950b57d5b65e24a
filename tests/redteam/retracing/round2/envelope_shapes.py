"""Envelopes for a synthesizer, from literals of several kinds."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


@tf.function
def plateau(length: tf.Tensor, level: float) -> tf.Tensor:
    """Holds a level; whole and broken levels alike give floats."""
    return tf.fill([length], tf.cast(level, tf.float32))


@tf.function
def sharpened(envelope: tf.Tensor, power: int | float) -> tf.Tensor:
    return tf.pow(envelope, power)


@tf.function
def constant_like(value: tf.Tensor, length: tf.Tensor) -> tf.Tensor:
    return tf.fill([length], value)


@tf.function
def counts(length: tf.Tensor, first: int) -> tf.Tensor:
    return tf.range(length) + first


class Voice:
    def __init__(self, length: int) -> None:
        self.length = tf.constant(length)

    def attack(self) -> tf.Tensor:
        rise = tf.cast(counts(self.length, 1), tf.float32) / tf.cast(self.length, tf.float32)
        return sharpened(rise, 2)

    def release(self) -> tf.Tensor:
        return sharpened(self.attack()[::-1], 0.5)

    def sustain(self) -> tf.Tensor:
        return tf.concat([plateau(self.length, 1), plateau(self.length, 1.0)], axis=0)

    def markers(self) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        clip = constant_like(tf.constant(1), self.length)
        gain = constant_like(tf.constant(1.0), self.length)
        return clip, gain, counts(self.length, 1)


def render(length: int, times: int) -> list[tuple[list, ...]]:
    rendered = []
    for _ in range(times):
        voice = Voice(length)
        parts = (voice.attack(), voice.sustain(), voice.release(), *voice.markers())
        rendered.append(tuple((part.dtype.name, part.numpy().tolist()) for part in parts))
    return rendered


if __name__ == "__main__":
    graph = render(4, 3)
    assert [name for name, _ in graph[0]] == ["float32", "float32", "float32", "int32", "float32", "int32"]
    assert plateau.experimental_get_tracing_count() == 1
    assert sharpened.experimental_get_tracing_count() == 2
    assert constant_like.experimental_get_tracing_count() == 2
    assert counts.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    for compiled, eager in zip(graph, render(4, 3)):
        for (name, values), (other, reference) in zip(compiled, eager):
            assert name == other
            np.testing.assert_allclose(values, reference, rtol=1e-5)
    print("proved")
