"""Recommends the next item of a shopping session from co-visits."""
from typing import Optional, Sequence

import numpy as np
import tensorflow as tf


def rank_fusion(lists: Sequence[tf.Tensor], weights: Sequence[float]) -> tf.Tensor:
    total = None
    for scores, weight in zip(lists, weights):
        part = weight * scores
        total = part if total is None else total + part
    return total


class SessionModel(tf.Module):
    def __init__(self, visits: np.ndarray, popular: Optional[Sequence[float]] = None):
        super().__init__()
        self.visits = tf.constant(visits, tf.float32)
        self.popular = None if popular is None else tf.constant(popular)

    @tf.function
    def recommend(self, session, weight):
        scores = tf.zeros([4])
        strength = 1.0
        for item in tf.reverse(session, [0]):
            scores += strength * self.visits[item]
            strength *= weight
        if self.popular is not None:
            popular = self.popular
        else:
            popular = tf.ones([4])
        fused = rank_fusion([scores, popular], [1.0, 0.1])
        if tf.reduce_max(scores) > 0.0:
            reason = tf.constant("session")
            label = reason
        else:
            label = tf.constant("popular")
        return tf.argmax(fused), label

    @tf.function
    def explain(self, session, item):
        """The visits that led to an item: from the session, or from everything."""
        if tf.size(session) > 2:
            support = tf.gather(self.visits[:, item], session)
        else:
            support = self.visits[:, item]
        return tf.reduce_sum(support), tf.shape(support)[0]

    @tf.function
    def novelty(self, session, item):
        seen = tf.constant(False)
        position = tf.constant(0)
        while position < tf.size(session) and not seen:
            seen = session[position] == item
            position += 1
        if seen:
            return tf.constant(0.0), position
        else:
            return tf.constant(1.0), -1

    @tf.function
    def spread(self, scores):
        low, high = tf.reduce_min(scores), tf.reduce_max(scores)
        parts = [tf.reduce_mean(scores), low, high]
        total = sum(parts) if len(parts) > 2 else parts[0]
        return (total if high > low else low), any(part is None for part in parts)


def recommend_all(popular=None):
    visits = np.array([[0, 3, 1, 0], [3, 0, 0, 2], [1, 0, 0, 0], [0, 2, 0, 0]])
    model = SessionModel(visits, popular)
    session, weight = tf.constant([0, 2, 1]), tf.constant(0.5)
    item, label = model.recommend(session, weight)
    numbers = [item, *model.explain(session, item), *model.novelty(session, tf.cast(item, tf.int32))]
    numbers += model.novelty(session, tf.constant(3))
    return numbers + list(model.spread(model.visits[0])), label


if __name__ == "__main__":
    for prior in (None, [0.0, 1.0, 2.0, 9.0]):
        graph, reason = recommend_all(prior)
        tf.config.run_functions_eagerly(True)
        eager, same = recommend_all(prior)
        tf.config.run_functions_eagerly(False)
        assert [float(v) for v in graph] == [float(v) for v in eager]
        assert reason.numpy() == same.numpy() == b"session"
    print("proved")
