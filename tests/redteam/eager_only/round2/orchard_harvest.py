"""Estimates the harvest of an orchard, in a graph or step by step for people who debug."""
import numpy as np
import tensorflow as tf

TREES = 4


class Estimator:
    """Subclasses say how the fruits of a tree are counted."""

    def __init__(self, ripeness):
        self.ripeness = tf.Variable(ripeness)

    def count(self, picture):
        raise NotImplementedError("an estimator counts fruits")

    @tf.function
    def estimate(self, pictures):
        counts = tf.stack([self.count(picture) for picture in tf.unstack(pictures)])
        return tf.reduce_sum(counts * self.ripeness)


class GraphEstimator(Estimator):
    def count(self, picture):
        return tf.reduce_sum(tf.nn.relu(picture))

    def report(self, pictures):
        return f"{self.estimate(pictures).numpy():.2f} kg from {pictures.shape[0]} trees"


class DebugEstimator(Estimator):
    """Replaces the traced method by a plain one, so that values can be looked at."""

    def __init__(self, ripeness):
        super().__init__(ripeness)
        self.log = []

    def count(self, picture):
        values = picture.numpy()
        assert tf.reduce_max(picture) < 100.0, f"overexposed: {picture}"
        if tf.reduce_min(picture) < -100.0:
            raise ValueError("underexposed")
        self.log.append("max %s" % np.max(picture))
        return np.sum(np.maximum(values, 0.0))

    def estimate(self, pictures):
        counts = np.array([self.count(picture) for picture in pictures], np.float32)
        return tf.constant(float(np.sum(counts * self.ripeness.numpy())))


def plain_total(pictures, weigh):
    return sum(float(weigh(picture)) for picture in pictures.numpy())


@tf.function
def graph_total(pictures, scale):
    return scale * tf.reduce_sum(tf.nn.relu(pictures))


def orchard():
    return tf.random.stateless_normal([TREES, 3, 3], [6, 2])


if __name__ == "__main__":
    weights = [0.2, 0.3, 0.1, 0.4]
    traced, plain = GraphEstimator(weights), DebugEstimator(weights)
    trees = orchard()
    assert abs(float(traced.estimate(trees)) - float(plain.estimate(trees))) < 1e-4
    assert len(plain.log) == TREES and plain.log[0].startswith("max ")
    assert traced.report(trees).endswith("kg from 4 trees")
    total = plain_total(trees, lambda picture: np.sum(np.maximum(picture, 0.0)))
    assert abs(total - float(graph_total(trees, tf.constant(1.0)))) < 1e-4
    print("proved")
