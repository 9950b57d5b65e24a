"""Nearest passages for a question, with an index that can be replaced."""
import numpy as np
import tensorflow as tf

PASSAGES = 3000
WIDTH = 64


def embed(seed):
    """Unit vectors for all passages (about 0.75 MiB)."""
    vectors = np.random.default_rng(seed).normal(size=(PASSAGES, WIDTH))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float32)


class Index:
    def __init__(self, vectors):
        self.vectors = vectors
        self.table = tf.Variable(vectors, trainable=False)
        self.centre = vectors.mean(axis=0)
        self.version = 1

    def replace(self, vectors):
        self.vectors = vectors
        self.table.assign(vectors)
        self.version += 1

    @tf.function
    def nearest(self, question):
        scores = tf.linalg.matvec(self.table, question - self.centre)
        return tf.math.top_k(scores, k=3).indices

    @staticmethod
    @tf.function
    def rerank(candidates, question):
        return tf.linalg.matvec(candidates, question)

    def answer(self, question):
        best = self.nearest(question).numpy()
        scores = self.rerank(tf.constant(self.vectors), question).numpy()
        return best.tolist(), scores[best]


def session():
    index = Index(embed(1))
    question = tf.constant(embed(9)[0])
    first = index.answer(question)
    index.replace(embed(2))
    second = index.answer(question)
    return index, first, second


def largest_graph(index):
    vectors = tf.TensorSpec([PASSAGES, WIDTH], tf.float32)
    question = tf.TensorSpec([WIDTH], tf.float32)
    traced = [
        index.nearest.get_concrete_function(question),
        index.rerank.get_concrete_function(vectors, question),
    ]
    return max(len(one.graph.as_graph_def().SerializeToString()) for one in traced)


if __name__ == "__main__":
    index, first, second = session()
    assert largest_graph(index) < 32 * 1024 < index.vectors.nbytes
    question = embed(9)[0]
    for seed, (best, scores) in zip((1, 2), (first, second)):
        wanted = np.argsort(-embed(seed) @ (question - index.centre))[:3]
        assert sorted(best) == sorted(wanted.tolist())
        np.testing.assert_allclose(scores, embed(seed)[best] @ question, rtol=1e-4, atol=1e-6)
    print("proved")
