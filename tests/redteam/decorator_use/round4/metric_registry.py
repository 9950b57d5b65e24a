"""Metrics of a ranking model, made on demand and kept, or used once and thrown away."""
import functools

import tensorflow as tf
from tensorflow import keras


class RankMetric:
    def __init__(self, cutoff):
        self.discount = 1.0 / tf.math.log(tf.range(2.0, cutoff + 2.0))
        self.cutoff = cutoff

    @tf.function
    def gain(self, relevance):
        return tf.reduce_sum(self.discount * relevance[:, : self.cutoff], axis=1)

    def report(self, relevance):
        ideal = self.gain(tf.sort(relevance, direction="DESCENDING"))
        return tf.reduce_mean(self.gain(relevance) / ideal)


class Regression:
    @tf.function
    def squared(self, truth, prediction):
        return tf.reduce_mean((truth - prediction) ** 2)


class Scorer(tf.Module):
    def __init__(self, power):
        super().__init__()
        self.power = tf.constant(power)

    @tf.function
    def __call__(self, relevance):
        return relevance**self.power


@functools.lru_cache(maxsize=None)
def rank_metric(cutoff):
    return RankMetric(cutoff)


class Registry:
    _metrics = {}

    @classmethod
    def get(cls, cutoff):
        return cls._metrics.setdefault(cutoff, RankMetric(cutoff))


class Board:
    def __init__(self, cutoffs):
        self.metrics = [RankMetric(cutoff) for cutoff in cutoffs]

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return False

    def first(self, relevance):
        return self.metrics[0].gain(relevance)


def evaluate(relevance):
    rows = [rank_metric(3).gain(relevance), Registry.get(2).gain(relevance)]
    rows.append(RankMetric(3).report(relevance))
    rows.append(Regression().squared(relevance, tf.ones_like(relevance)))
    rows.append(Scorer(2.0)(relevance))
    rows.append(keras.layers.Softmax()(relevance))
    with Board([4, 2]) as board:
        rows += [board.first(relevance), board.metrics[1].gain(relevance)]
    if (last := RankMetric(1)).cutoff == 1:
        rows.append(last.gain(relevance))
    return tf.concat([tf.reshape(row, [-1]) for row in rows], axis=0)


def main():
    return evaluate(tf.constant([[0.0, 1.0, 2.0, 1.0], [3.0, 0.5, 0.0, 1.0]]))


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
    print("proved")
