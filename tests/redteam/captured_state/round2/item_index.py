"""An item index with interchangeable similarities that can be published."""
from __future__ import annotations

import tempfile
from typing import Callable

import tensorflow as tf

Similarity = Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
SIMILARITIES: dict[str, Similarity] = {}


def similarity(name: str) -> Callable[[Similarity], Similarity]:
    def register(function: Similarity) -> Similarity:
        SIMILARITIES[name] = function
        return function

    return register


@similarity("dot")
def dot(query: tf.Tensor, items: tf.Tensor) -> tf.Tensor:
    return tf.linalg.matvec(items, query)


@similarity("cosine")
def cosine(query: tf.Tensor, items: tf.Tensor) -> tf.Tensor:
    return dot(tf.math.l2_normalize(query), tf.math.l2_normalize(items, axis=-1))


def use(name: str) -> None:
    """Makes a registered similarity the one that searches use."""
    SIMILARITIES["current"] = SIMILARITIES[name]


def score(query: tf.Tensor, items: tf.Tensor) -> tf.Tensor:
    return SIMILARITIES["current"](query, items)  # expect: tf-global-read


class Index(tf.Module):
    def __init__(self, items: list[list[float]]) -> None:
        super().__init__()
        self.items = tf.Variable(items, trainable=False)

    @tf.function
    def nearest(self, query: tf.Tensor, k: int) -> tf.Tensor:
        return tf.math.top_k(score(query, self.items), k).indices


def publish(index: Index, folder: str) -> None:
    tf.saved_model.save(index, folder)  # expect: tf-saved-python-value


def compare(index: Index, query: tf.Tensor) -> list[list[int]]:
    found = []
    for name in ("dot", "cosine"):
        use(name)
        found.append(index.nearest(query, k=2).numpy().tolist())
    return found


def serve(folder: str, query: tf.Tensor, k: int) -> list[int]:
    served = tf.saved_model.load(folder)
    return served.nearest(query, k=k).numpy().tolist()


if __name__ == "__main__":
    rows, query = [[9.0, 9.0], [0.0, 2.0], [1.0, 4.0]], tf.constant([0.0, 1.0])
    tf.config.run_functions_eagerly(True)
    assert compare(Index(rows), query) == [[0, 2], [1, 2]]
    tf.config.run_functions_eagerly(False)
    index = Index(rows)
    assert compare(index, query) == [[0, 2], [0, 2]]
    with tempfile.TemporaryDirectory() as folder:
        publish(index, folder)
        use("dot")
        assert serve(folder, query, k=2) == [1, 2]  # as it was when it was saved
        try:
            serve(folder, query, k=3)
        except ValueError as error:
            assert "Could not find matching concrete function" in str(error)
        else:
            raise AssertionError("another k could be served")
    print("proved")
