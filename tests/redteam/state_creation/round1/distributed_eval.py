"""Evaluation under a distribution strategy; the per-replica work is handed to ``strategy.run``."""
from __future__ import annotations

import keras
import tensorflow as tf


class Evaluator:
    """Computes accuracy of a classifier over a distributed data set."""

    def __init__(self, model: keras.Model, strategy: tf.distribute.Strategy) -> None:
        self.model = model
        self.strategy = strategy

    def _replica_step(self, inputs):
        images, labels = inputs
        logits = self.model(images, training=False)
        return self._score(labels, logits)

    def _score(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        metric = keras.metrics.SparseCategoricalAccuracy(name="top1")  # expect: tf-layer-creation
        metric.update_state(labels, logits)
        return metric.result()

    @tf.function
    def step(self, inputs) -> tf.Tensor:
        per_replica = self.strategy.run(self._replica_step, args=(inputs,))
        return self.strategy.reduce(tf.distribute.ReduceOp.MEAN, per_replica, axis=None)

    def evaluate(self, batches) -> float:
        scores = []
        for batch in batches:
            scores.append(float(self.step(batch)))
        return sum(scores) / max(len(scores), 1)


def classifier() -> keras.Model:
    return keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2, kernel_initializer="ones")])


def batches(n: int = 3):
    for k in range(n):
        yield tf.fill([4, 3], float(k)), tf.zeros([4], tf.int32)


if __name__ == "__main__":
    evaluator = Evaluator(classifier(), tf.distribute.get_strategy())
    tf.config.run_functions_eagerly(True)
    assert evaluator.evaluate(batches()) == 1.0
    tf.config.run_functions_eagerly(False)
    try:
        evaluator.evaluate(batches())
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("a metric made on each call must be refused")
    print("proved")
