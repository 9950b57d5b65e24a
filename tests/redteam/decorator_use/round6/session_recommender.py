"""Recommends the next item of a shopping session from item vectors."""
import functools
from abc import ABC, abstractmethod

import tensorflow as tf


def checked(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        scores = function(*args, **kwargs)
        tf.debugging.assert_all_finite(scores, "scores")
        return scores

    return wrapper


class Recommender(ABC):
    @abstractmethod
    @tf.function
    def scores(self, session):
        """A score for every item."""

    @staticmethod
    @tf.function
    def mask_seen(scores, session):
        seen = tf.reduce_any(tf.one_hot(session, scores.shape[0]) > 0.0, axis=0)
        return tf.where(seen, -1e9, scores)


class VectorRecommender(Recommender):
    def __init__(self, vectors):
        self.vectors = vectors

    @classmethod
    def random(cls, items, size, seed):
        return cls(tf.random.stateless_normal([items, size], seed=seed))

    @property
    @tf.function
    def norms(self):
        return tf.norm(self.vectors, axis=1)

    @checked
    @tf.function
    def scores(self, session):
        profile = tf.reduce_mean(tf.gather(self.vectors, session), axis=0)
        return tf.linalg.matvec(self.vectors, profile)


@functools.lru_cache(maxsize=None)
def catalogue_names(size):
    return tuple(f"item-{number}" for number in range(size))


def recommend(recommender, session):
    scores = recommender.scores(session)
    best = tf.argmax(recommender.mask_seen(scores / recommender.norms, session))
    return catalogue_names(6)[int(best)]


def main():
    recommender = VectorRecommender.random(items=6, size=3, seed=[2, 9])
    sessions = tf.constant([[0, 2], [5, 1], [3, 4]])
    return [recommend(recommender, session) for session in sessions]


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    assert Recommender.mask_seen.experimental_get_tracing_count() == 1
    print("proved")
