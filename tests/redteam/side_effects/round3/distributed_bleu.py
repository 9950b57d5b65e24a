"""Evaluation of a toy translator on replicas, with a window of recent scores."""

from __future__ import annotations

import collections

import tensorflow as tf

PAD = 0


def unigram_precision(reference, hypothesis):
    """Share of hypothesis tokens that occur in the reference, per row."""
    hits = tf.reduce_any(hypothesis[:, :, None] == reference[:, None, :], axis=-1)
    mask = hypothesis != PAD
    hits = tf.cast(hits & mask, tf.float32)
    return tf.reduce_sum(hits, axis=-1) / tf.reduce_sum(tf.cast(mask, tf.float32), axis=-1)


class Translator(tf.Module):
    """Maps each token to another by a table."""

    def __init__(self, table):
        super().__init__()
        self.table = tf.Variable(table, trainable=False)

    def __call__(self, tokens):
        return tf.gather(self.table, tokens)


class Evaluator:
    """Runs the model under a strategy."""

    seen_shapes: collections.Counter = collections.Counter()

    def __init__(self, model, strategy, window: int = 8):
        self.model = model
        self.strategy = strategy
        self.recent = collections.deque(maxlen=window)

    def _replica_step(self, source, reference):
        scores = unigram_precision(reference, self.model(source))
        self._remember(source, scores)
        return tf.reduce_mean(scores)

    def _remember(self, source, scores):
        Evaluator.seen_shapes[tuple(source.shape)] += 1  # expect: tf-container-mutation
        push = self.recent.append
        push(scores)  # expect: tf-container-mutation  allow: tf-tensor-leak

    @tf.function
    def evaluate_batch(self, source, reference):
        per_replica = self.strategy.run(self._replica_step, args=(source, reference))
        return self.strategy.reduce(tf.distribute.ReduceOp.MEAN, per_replica, axis=None)


def evaluate(evaluator: Evaluator, batches):
    values = [float(evaluator.evaluate_batch(*batch)) for batch in batches]
    return sum(values) / len(values)


if __name__ == "__main__":
    batches = [
        (tf.constant([[1, 2, 3]]), tf.constant([[3, 2, 9]])),
        (tf.constant([[2, 2, 1]]), tf.constant([[1, 1, 1]])),
        (tf.constant([[3, 3, 3]]), tf.constant([[4, 4, 4]])),
    ]
    counts, means = {}, {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        Evaluator.seen_shapes.clear()
        evaluator = Evaluator(Translator([0, 3, 2, 4]), tf.distribute.get_strategy())
        means[eager] = evaluate(evaluator, batches)
        counts[eager] = (Evaluator.seen_shapes[(1, 3)], len(evaluator.recent))
    assert abs(means[True] - means[False]) < 1e-6
    assert counts == {True: (3, 3), False: (1, 1)}, counts
    print("proved")
