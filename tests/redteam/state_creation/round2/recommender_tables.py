"""Factorisation machine for click prediction; one bias table a feature."""
import logging

import tensorflow as tf

log = logging.getLogger("recommender")


class FactorisationMachine:
    def __init__(self, buckets, width=4):
        self.buckets = buckets
        self.factors = {
            name: tf.Variable(tf.ones([size, width]) * 0.1) for name, size in buckets.items()
        }
        self.biases = {}

    def bias(self, name):
        return self.biases.setdefault(name, tf.Variable(tf.zeros([self.buckets[name]])))  # expect: tf-variable-creation  allow: tf-container-mutation

    def interactions(self, ids):
        vectors = tf.stack([tf.gather(self.factors[name], ids[name]) for name in sorted(ids)])
        total = tf.square(tf.reduce_sum(vectors, axis=0))
        return 0.5 * tf.reduce_sum(total - tf.reduce_sum(tf.square(vectors), axis=0), axis=-1)

    def score(self, ids):
        linear = tf.add_n([tf.gather(self.bias(name), ids[name]) for name in sorted(ids)])
        return linear + self.interactions(ids)


def make_ranker(machine):
    """Returns a compiled function that ranks candidates."""

    def rank(ids):
        scores = machine.score(ids)
        return tf.argsort(scores, direction="DESCENDING")

    return tf.function(rank)


def make_retriever(machine):
    @tf.function
    def retrieve(ids):
        scores = machine.interactions(ids)
        log.info("retrieved, best %s", tf.reduce_max(scores))  # expect: tf-logging
        return scores

    return retrieve


if __name__ == "__main__":
    class Counter(logging.Handler):
        def __init__(self):
            super().__init__()
            self.count = 0

        def emit(self, record):
            self.count += 1

    handler = Counter()
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    ids = {"user": tf.constant([0, 1, 1]), "item": tf.constant([2, 0, 1])}
    lines = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        handler.count = 0
        machine = FactorisationMachine({"user": 2, "item": 3})
        retrieve, rank = make_retriever(machine), make_ranker(machine)
        for _ in range(3):
            retrieve(ids)
        lines[eagerly] = handler.count
        try:
            assert rank(ids).shape == (3,)
        except ValueError as error:
            assert not eagerly and "only supports singleton tf.Variables" in str(error)
        else:
            assert eagerly, "setdefault makes its default at each call"
    assert lines == {True: 3, False: 1}, lines
    print("proved")
