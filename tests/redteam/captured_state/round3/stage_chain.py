"""A chain of signal stages that is put together once and then compiled."""
from __future__ import annotations

from typing import Callable

import numpy as np
import tensorflow as tf

Stage = Callable[[tf.Tensor], tf.Tensor]


class Chain:
    """Applies its stages in order, then a gain."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []
        self.gain = 1.0
        self._sealed = False

    def add(self, stage: Stage) -> Chain:
        if self._sealed:
            raise RuntimeError("the chain is already running")
        self.stages.append(stage)
        return self

    def louder(self, factor: float) -> Chain:
        if self._sealed:
            raise RuntimeError("the chain is already running")
        self.gain *= factor
        return self

    def process(self, signal: tf.Tensor) -> tf.Tensor:
        self._sealed = True
        return self._process(signal)

    @tf.function
    def _process(self, signal: tf.Tensor) -> tf.Tensor:
        for stage in self.stages:
            signal = stage(signal)
        return self.gain * signal


def remove_mean(signal: tf.Tensor) -> tf.Tensor:
    return signal - tf.reduce_mean(signal)


def soften(signal: tf.Tensor) -> tf.Tensor:
    return tf.tanh(signal)


def build() -> Chain:
    chain = Chain().add(remove_mean)
    for stage in (soften, tf.abs):
        chain.add(stage)
    return chain.louder(2.0).louder(1.5)


def run(blocks: np.ndarray) -> list[float]:
    chain = build()
    return [float(tf.reduce_sum(chain.process(tf.constant(block)))) for block in blocks]


if __name__ == "__main__":
    recorded = np.random.default_rng(2).normal(size=(4, 16)).astype(np.float32)
    graph = run(recorded)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(graph, run(recorded), rtol=1e-5)
    assert len(set(graph)) == 4
    assert build().gain == 3.0 and len(build().stages) == 3
    print("proved")
