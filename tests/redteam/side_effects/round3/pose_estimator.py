"""Heatmap decoding for pose estimation, with settings that are settled on first use."""

from __future__ import annotations

import types

import numpy as np
import tensorflow as tf

JOINTS = ("head", "hand", "foot")


class Result:
    """What a decoder returns inside the model; filled field by field."""

    def __init__(self, **fields):
        for name, value in fields.items():
            setattr(self, name, value)


class Decoder:
    """Turns heatmaps into coordinates."""

    joints = JOINTS

    def __init__(self, temperature: float = 10.0):
        self.temperature = temperature
        self.grid = None
        self.in_training = None
        self.built = False
        self.settings = types.SimpleNamespace(normalised=False)

    def _setup(self, height: int, width: int):
        if self.built:
            return
        rows, columns = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
        self.grid = np.stack([rows, columns], axis=-1).reshape(-1, 2).astype(np.float32)
        self.built = True

    def soft_argmax(self, heatmaps):
        height, width = heatmaps.shape[1:3]
        self._setup(height, width)
        flat = tf.reshape(heatmaps, [-1, height * width, heatmaps.shape[-1]])
        weights = tf.nn.softmax(self.temperature * flat, axis=1)
        return tf.einsum("bpj,pc->bjc", weights, self.grid)

    @tf.function
    def decode(self, heatmaps, **options):
        """Coordinates and confidence of each joint."""
        self.in_training = False
        self.settings.normalised = True
        scale = options.pop("scale", 1.0)
        result = Result(points=scale * self.soft_argmax(heatmaps))
        result.confidence = tf.reduce_max(heatmaps, axis=[1, 2])
        result.points -= 0.5
        named = {}
        for index, joint in enumerate(self.joints):
            named[joint] = result.points[:, index]
        named.update(confidence=result.confidence)
        return named


def blob(row: float, column: float, size: int = 6):
    axis = tf.range(float(size))
    return tf.exp(-((axis[:, None] - row) ** 2) - (axis[None, :] - column) ** 2)


def heatmaps(seed: int):
    spots = tf.random.stateless_uniform([len(JOINTS), 2], [seed, 0], 1.0, 4.0)
    return tf.stack([blob(row, column) for row, column in spots], axis=-1)[None]


if __name__ == "__main__":
    eager_decoder, decoder = Decoder(), Decoder()
    for seed in range(4):
        maps = heatmaps(seed)
        tf.config.run_functions_eagerly(True)
        eager = eager_decoder.decode(maps, scale=2.0)
        tf.config.run_functions_eagerly(False)
        graph = decoder.decode(maps, scale=2.0)
        assert sorted(graph) == ["confidence", "foot", "hand", "head"]
        for name in graph:
            np.testing.assert_allclose(eager[name], graph[name], rtol=1e-4)
        for attribute in ("in_training", "built", "temperature"):
            assert getattr(decoder, attribute) == getattr(eager_decoder, attribute)
        assert decoder.settings == eager_decoder.settings
        np.testing.assert_array_equal(decoder.grid, eager_decoder.grid)
    print("proved")
