"""Session-based recommendation with negative sampling and request ids."""

from __future__ import annotations

import random
import uuid

import numpy as np
import tensorflow as tf


def request_id():
    """Two numbers that identify a request."""
    raw = uuid.uuid4().int  # expect: tf-python-random
    return tf.constant([raw % 99991, (raw // 99991) % 99991], tf.int32)


class NegativeSampler:
    """Draws item ids that did not occur."""

    def __init__(self, items: int, count: int):
        self.items = items
        self.count = count
        self.generator = np.random.default_rng(1)
        self.pool = list(range(items))

    def draw(self):
        return self.generator.choice(self.items, self.count)  # expect: tf-python-random

    def draw_shuffled(self):
        """Without replacement."""
        pool = self.pool[:]
        random.shuffle(pool)  # expect: tf-python-random
        return pool[: self.count]


class SessionModel(tf.Module):
    """Mean of the items of a session, scored against candidates."""

    def __init__(self, items: int, sampler: NegativeSampler, width: int = 4):
        super().__init__()
        self.sampler = sampler
        self.table = tf.Variable(tf.random.stateless_normal([items, width], [6, 6]))

    def encode(self, session):
        return tf.reduce_mean(tf.gather(self.table, session), axis=-2)

    def _negatives(self, distinct: bool):
        sample = self.sampler.draw_shuffled if distinct else self.sampler.draw
        return tf.constant(np.asarray(sample(), dtype=np.int32))

    @tf.function
    def loss(self, session, target, distinct=False):
        candidates = tf.concat([target[None], self._negatives(distinct)], axis=0)
        logits = tf.linalg.matvec(tf.gather(self.table, candidates), self.encode(session))
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=0, logits=logits)
        return loss, candidates, request_id()


def collect(model: SessionModel, distinct: bool, calls: int = 5):
    """How many different candidate sets and ids were seen."""
    candidates, ids = set(), set()
    for i in range(calls):
        _, chosen, request = model.loss(tf.constant([i, i + 1]), tf.constant(3), distinct)
        candidates.add(chosen.numpy().tobytes())
        ids.add(request.numpy().tobytes())
    return len(candidates), len(ids)


if __name__ == "__main__":
    random.seed(2)
    model = SessionModel(40, NegativeSampler(40, 5))
    tf.config.run_functions_eagerly(True)
    assert collect(model, False) == collect(model, True) == (5, 5)
    tf.config.run_functions_eagerly(False)
    assert collect(model, False) == collect(model, True) == (1, 1)
    print("proved")
