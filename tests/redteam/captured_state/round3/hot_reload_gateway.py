"""A scoring gateway that picks up new model versions while it serves."""
from __future__ import annotations

import dataclasses

import numpy as np
import tensorflow as tf


class Scorer(tf.Module):
    def __init__(self, weights: np.ndarray, version: int) -> None:
        super().__init__(name=f"scorer_v{version}")
        self.weights = tf.Variable(weights, dtype=tf.float32)
        self.version = version

    def __call__(self, rows: tf.Tensor) -> tf.Tensor:
        return tf.linalg.matvec(rows, self.weights)


@dataclasses.dataclass
class Release:
    version: int
    weights: list[float]

    def build(self) -> Scorer:
        return Scorer(np.asarray(self.weights), self.version)


class Gateway:
    """Keeps old models for a rollback."""

    def __init__(self, release: Release) -> None:
        self.model = release.build()
        self.retired: list[Scorer] = []
        self.score = tf.function(self._score, reduce_retracing=True)

    def _score(self, rows: tf.Tensor) -> tf.Tensor:
        return tf.sigmoid(self.model(rows))  # expect: tf-attribute-read

    def _install(self, scorer: Scorer) -> None:
        self.retired.append(self.model)
        self.model = scorer

    def poll(self, releases: list[Release]) -> bool:
        newer = [r for r in releases if r.version > self.model.version]
        if newer:
            self._install(max(newer, key=lambda r: r.version).build())
        return bool(newer)

    def handle(self, rows: list[list[float]]) -> list[float]:
        return self.score(tf.constant(rows)).numpy().round(3).tolist()


def serve(requests: int) -> list[tuple[int, list[float]]]:
    gateway = Gateway(Release(1, [0.0, 0.0]))
    published: list[Release] = []
    log = []
    for number in range(requests):
        gateway.poll(published)
        log.append((gateway.model.version, gateway.handle([[1.0, 2.0]])))
        published.append(Release(number + 2, [float(number + 1), 0.0]))
    return log


if __name__ == "__main__":
    graph = serve(3)
    tf.config.run_functions_eagerly(True)
    eager = serve(3)
    assert [version for version, _ in graph] == [1, 2, 3]
    assert [scores for _, scores in graph] == [[0.5]] * 3
    np.testing.assert_allclose([scores[0] for _, scores in eager], [0.5, 0.731, 0.881], atol=1e-3)
    print("proved")
