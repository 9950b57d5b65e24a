"""An embedding service that takes tensors from graphs and arrays from plain Python alike."""
from typing import Union

import numpy as np
import tensorflow as tf

ArrayLike = Union[np.ndarray, tf.Tensor]
DIM = 4
ANCHOR = tf.constant([0.5, -0.5, 0.25, 1.0])
MEANS = tf.reduce_mean(tf.random.stateless_normal([32, DIM], [2, 7]), axis=0)


def to_host(value: ArrayLike) -> np.ndarray:
    """The array behind a value; for the answers of the service only."""
    if isinstance(value, np.ndarray):
        return value
    return value.numpy()


def as_batch(vectors: ArrayLike) -> tf.Tensor:
    if isinstance(vectors, np.ndarray):
        vectors = tf.constant(vectors, dtype=tf.float32)
    return vectors if vectors.shape.rank == 2 else vectors[None, :]


def log_norm(vectors: tf.Tensor) -> np.ndarray:
    return np.linalg.norm(vectors.numpy(), axis=-1)


class EmbeddingService:
    def __init__(self, seed: int = 3):
        self.projection = tf.Variable(tf.random.stateless_normal([DIM, DIM], [seed, 1]))
        self.anchor_norm = float(np.linalg.norm(ANCHOR.numpy()))

    @tf.function
    def embed(self, vectors: tf.Tensor) -> tf.Tensor:
        centred = as_batch(vectors) - MEANS.numpy()
        return tf.linalg.l2_normalize(centred @ self.projection, axis=-1)

    @tf.function
    def similarity(self, vectors: tf.Tensor) -> tf.Tensor:
        direction = tf.constant(ANCHOR.numpy() / self.anchor_norm)
        return tf.linalg.matvec(self.embed_plain(vectors), direction)

    def embed_plain(self, vectors: tf.Tensor) -> tf.Tensor:
        return tf.linalg.l2_normalize(as_batch(vectors) @ self.projection.value(), axis=-1)

    @tf.function
    def with_norms(self, vectors: tf.Tensor) -> tf.Tensor:
        norms = tf.py_function(log_norm, [vectors], tf.float32)
        norms.set_shape([None])
        return vectors / norms[:, None]


def answer(service: EmbeddingService, request: ArrayLike) -> dict:
    batch = as_batch(request)
    return {
        "embedding": to_host(service.embed(batch)).tolist(),
        "similarity": to_host(service.similarity(batch)).tolist(),
        "unit": to_host(service.with_norms(batch)).tolist(),
        "raw": to_host(np.asarray(request)).tolist(),
    }


if __name__ == "__main__":
    service = EmbeddingService()
    request = np.arange(8.0).reshape(2, DIM)
    reply = answer(service, request)
    assert len(reply["embedding"]) == 2 and reply["raw"][1][0] == 4.0
    batch = as_batch(request)
    for name in ("embed", "similarity", "with_norms"):
        eager = getattr(EmbeddingService, name).python_function(service, batch)
        graph = getattr(service, name)(batch)
        assert np.allclose(graph, eager, atol=1e-5), name
    assert np.allclose(np.linalg.norm(reply["unit"], axis=1), 1.0, atol=1e-5)
    print("proved")
