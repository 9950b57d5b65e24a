"""Matches fingerprints by their minutiae; the classes have methods with the names of other libraries."""
from __future__ import annotations

import collections
import dataclasses

import tensorflow as tf

RADIUS = 0.2


@dataclasses.dataclass
class Minutiae:
    points: tf.Tensor
    angles: tf.Tensor

    def numpy(self) -> tf.Tensor:
        """Points and angles in one table."""
        return tf.concat([self.points, self.angles[:, None]], axis=1)


class Histogram(collections.namedtuple("Histogram", "counts edges")):
    def tolist(self):
        return tf.unstack(self.counts)


@dataclasses.dataclass
class Alignment:
    weights: list[float] = dataclasses.field(default_factory=lambda: [1.0, 1.0, 0.1])

    def fit(self, left: Minutiae, right: Minutiae) -> tf.Tensor:
        return tf.reduce_mean(left.numpy() - right.numpy(), axis=0)

    def get_weights(self) -> tf.Tensor:
        return tf.constant(self.weights)

    def predict(self, shift: tf.Tensor, minutiae: Minutiae) -> tf.Tensor:
        return (minutiae.numpy() + shift) * self.get_weights()

    def compile(self, scale: float) -> Alignment:
        return Alignment([scale * weight for weight in self.weights])


class Archive:
    def __init__(self, size: int):
        self.best = tf.Variable(tf.zeros([size]))

    def save(self, scores: tf.Tensor) -> None:
        self.best.assign(tf.maximum(self.best, scores))


class Matcher:
    def __init__(self, size: int):
        self.model = Alignment().compile(scale=1.0)
        self.archive = Archive(size)

    def evaluate(self, left: Minutiae, right: Minutiae) -> tf.Tensor:
        moved = self.model.predict(self.model.fit(left, right), right)
        return tf.exp(-tf.norm(left.numpy() * self.model.get_weights() - moved, axis=1) / RADIUS)

    @tf.function
    def match(self, points, angles, other_points, other_angles):
        left, right = Minutiae(points, angles), Minutiae(other_points, other_angles)
        scores = self.evaluate(left, right)
        self.archive.save(scores)
        low, high = Histogram(tf.histogram_fixed_width(scores, [0.0, 1.0], nbins=2), (0.0, 1.0)).tolist()
        return tf.reduce_mean(scores), high - low, left.numpy()[0]


def prints():
    points, angles = tf.random.stateless_uniform([5, 2], [2, 7]), tf.linspace(0.0, 1.0, 5)
    return points, angles, points + 0.25, angles - 0.1


if __name__ == "__main__":
    graph_matcher, eager_matcher = Matcher(5), Matcher(5)
    graph = graph_matcher.match(*prints())
    eager = Matcher.match.python_function(eager_matcher, *prints())
    assert int(graph[1]) == int(eager[1]) == 5 and bool(tf.reduce_all(graph[2] == eager[2]))
    assert abs(float(graph[0]) - float(eager[0])) < 1e-4 and float(graph[0]) > 0.99
    assert bool(tf.reduce_all(tf.abs(graph_matcher.archive.best - eager_matcher.archive.best) < 1e-4))
    print("proved")
