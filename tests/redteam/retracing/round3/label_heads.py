"""Episodes with a changing number of classes, each served by a cached compiled head."""
import functools
import itertools

import numpy as np
import tensorflow as tf


@functools.lru_cache(maxsize=None)
def head_for(classes):
    """A compiled nearest-centroid head; one for each number of classes."""

    @tf.function
    def predict(support, labels, query):
        member = tf.one_hot(labels, classes)
        counts = tf.maximum(tf.reduce_sum(member, axis=0), 1.0)
        centroids = tf.matmul(member, support, transpose_a=True) / counts[:, None]
        distances = tf.norm(query[:, None, :] - centroids[None, :, :], axis=-1)
        return tf.argmin(distances, axis=-1)

    return predict


class EpisodeStream:
    """Endless episodes, alternately two-way and three-way, of six supports each."""

    def __init__(self, seed=0):
        self.rng = np.random.default_rng(seed)

    def __iter__(self):
        for ways in itertools.cycle((2, 3)):
            labels = np.arange(6) % ways
            support = self.rng.normal(scale=0.1, size=(6, 4)) + labels[:, None]
            query = self.rng.normal(scale=0.1, size=(ways, 4)) + np.arange(ways)[:, None]
            yield ways, (support.astype(np.float32), labels.astype(np.int32), query.astype(np.float32))


def evaluate(stream, episodes):
    hits = []
    for number, (ways, arrays) in enumerate(stream):
        if number == episodes:
            break
        head = head_for(ways)
        found = head(*map(tf.constant, arrays))
        hits.append(np.mean(found.numpy() == np.arange(ways)))
    return float(np.mean(hits))


if __name__ == "__main__":
    accuracy = evaluate(EpisodeStream(), episodes=10)
    assert accuracy == 1.0
    assert head_for.cache_info().currsize == 2 and head_for.cache_info().hits == 8
    assert head_for(2) is head_for(2)
    assert [head_for(ways).experimental_get_tracing_count() for ways in (2, 3)] == [1, 1]
    print("proved")
