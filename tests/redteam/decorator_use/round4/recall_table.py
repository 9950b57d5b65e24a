"""Recall of a recommender at several cut-offs, written as a table for the model card."""
from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class MetricConfig:
    cutoff: int
    smoothing: float = 0.0


class RecallAt:
    def __init__(self, config):
        self.k = config.cutoff
        self.smoothing = tf.constant(config.smoothing)

    @tf.function
    def score(self, logits, relevant):
        top = tf.math.top_k(logits, k=self.k).indices
        chosen = tf.reduce_max(tf.one_hot(top, tf.shape(logits)[1]), axis=1)
        hits = tf.reduce_sum(chosen * relevant, axis=1)
        return tf.reduce_mean((hits + self.smoothing) / (tf.reduce_sum(relevant, axis=1) + self.smoothing))


class Popularity:
    """A baseline that recommends the same items to all."""

    def __init__(self, counts):
        self.counts = counts

    @classmethod
    def from_interactions(cls, matrix):
        return cls(tf.reduce_sum(matrix, axis=0))

    @tf.function
    def logits(self, users):
        return tf.tile(self.counts[None, :], [tf.shape(users)[0], 1])


def metric(cutoff, **options):
    return RecallAt(MetricConfig(cutoff, **options))


def recall_table(logits, relevant, cutoffs=(1, 3)):
    return {k: float(metric(k).score(logits, relevant)) for k in cutoffs}  # expect: tf-temporary-instance  allow: tf-function-in-loop


def baseline(matrix, users):
    return Popularity.from_interactions(matrix).logits(users)  # expect: tf-temporary-instance


def main():
    logits = tf.random.stateless_normal([6, 10], seed=[7, 3])
    relevant = tf.cast(tf.random.stateless_uniform([6, 10], seed=[7, 4]) > 0.5, tf.float32)
    table = recall_table(logits, relevant)
    table["popular"] = baseline(relevant, tf.constant([0, 1]))
    return table


if __name__ == "__main__":
    logits, truth = tf.constant([[3.0, 2.0, 1.0, 0.0]]), tf.constant([[1.0, 0.0, 0.0, 1.0]])
    kept = metric(3)
    assert float(kept.score(logits, truth)) == 0.5
    assert float(RecallAt.score.python_function(metric(3), logits, truth)) == 0.5
    popular = Popularity.from_interactions(truth)
    assert popular.logits(tf.constant([0, 1])).shape == (2, 4)
    try:
        main()
    except AttributeError as error:
        assert "'NoneType' object has no attribute 'k'" in str(error), error
    else:
        raise AssertionError("the metric was alive")
    try:
        baseline(tf.ones([3, 4]), tf.constant([0, 1]))
    except AttributeError as error:
        assert "'NoneType' object has no attribute 'counts'" in str(error), error
    else:
        raise AssertionError("the baseline was alive")
    print("proved")
