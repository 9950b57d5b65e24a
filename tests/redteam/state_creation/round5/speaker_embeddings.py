"""Speaker verification: an encoder assembled in ``build``, scored in a graph."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


class ResidualBlock(keras.layers.Layer):
    """Two dense layers around a skip."""

    def __init__(self, units: int, **kwargs) -> None:
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape) -> None:
        self.expand = keras.layers.Dense(self.units, activation="tanh", kernel_initializer="ones")
        self.project = keras.layers.Dense(input_shape[-1], kernel_initializer="ones")
        self.gate = self.add_weight(shape=(), initializer="ones", name="gate")
        self.expand.build(input_shape)
        self.project.build((*input_shape[:-1], self.units))

    def call(self, x):
        return x + self.gate * self.project(self.expand(x))


class SpeakerEncoder(keras.Model):
    def __init__(self, depth: int) -> None:
        super().__init__()
        self.blocks = [ResidualBlock(2, name=f"block_{i}") for i in range(depth)]
        self.pool = keras.layers.GlobalAveragePooling1D()

    def call(self, frames):
        for block in self.blocks:
            frames = block(frames)
        return self.pool(frames)


class Verifier:
    def __init__(self, encoder: keras.Model, threshold: float) -> None:
        self.encoder = encoder
        self.threshold = threshold
        self.similarity = tf.function(self._similarity)

    def _embed(self, frames: tf.Tensor) -> tf.Tensor:
        embedding = self.encoder(frames)
        return tf.math.l2_normalize(embedding, axis=-1)

    def _similarity(self, enrolled: tf.Tensor, probe: tf.Tensor) -> tf.Tensor:
        cosine = keras.losses.CosineSimilarity(reduction="none")
        return -cosine(self._embed(enrolled), self._embed(probe))

    def accept(self, enrolled: np.ndarray, probe: np.ndarray) -> tuple[bool, float]:
        score = self.similarity(tf.constant(enrolled), tf.constant(probe))
        return bool(tf.reduce_all(score > self.threshold)), float(score[0])


def run() -> list[tuple[bool, float]]:
    verifier = Verifier(SpeakerEncoder(2), 0.9)
    frames = np.linspace(-1, 1, 12, dtype=np.float32).reshape(1, 4, 3)
    return [verifier.accept(frames, frames * scale) for scale in (1.0, 0.5, -1.0)]


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    for (eager_ok, eager_score), (ok, score) in zip(run(), graph):
        assert eager_ok == ok and abs(eager_score - score) < 1e-5
    print("proved")
