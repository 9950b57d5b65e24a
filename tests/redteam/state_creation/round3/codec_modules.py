"""Two codecs from one module class, each with its own lazily made code book."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class Codec(tf.Module):
    """Maps vectors to the nearest entry of a code book that starts with the first vectors seen."""

    book: tf.Variable | None = None

    def __init__(self, entries: int, name: str) -> None:
        super().__init__(name=name)
        self.entries = entries
        self.used = tf.Variable(tf.zeros([entries], tf.int32))

    def initial_book(self, vectors: tf.Tensor) -> tf.Tensor:
        return vectors[: self.entries]

    @tf.function
    def __call__(self, vectors: tf.Tensor) -> tf.Tensor:
        if self.book is None:
            self.book = tf.Variable(self.initial_book(vectors), name="book")
        distances = tf.norm(vectors[:, None] - self.book[None], axis=-1)
        codes = tf.argmin(distances, axis=-1, output_type=tf.int32)
        self.used.assign_add(tf.math.bincount(codes, minlength=self.entries))
        return codes

    @tf.function
    def decode(self, codes: tf.Tensor) -> tf.Tensor:
        if self.book is None:
            raise RuntimeError("the codec has not seen any vectors")
        return tf.gather(self.book, codes)


class WhitenedCodec(Codec):
    """Starts from vectors of unit length."""

    def initial_book(self, vectors: tf.Tensor) -> tf.Tensor:
        return tf.math.l2_normalize(super().initial_book(vectors), axis=-1)


def round_trip(codecs: list[Codec], batches: list[np.ndarray]) -> dict[str, np.ndarray]:
    errors: dict[str, list[float]] = {codec.name: [] for codec in codecs}
    for batch in batches:
        vectors = tf.constant(batch, tf.float32)
        for codec in codecs:
            rebuilt = codec.decode(codec(vectors))
            errors[codec.name].append(float(tf.reduce_mean(tf.abs(vectors - rebuilt))))
    return {name: np.array(values) for name, values in errors.items()}


def experiment() -> tuple[dict[str, np.ndarray], list[list[int]]]:
    rng = np.random.default_rng(2)
    codecs = [Codec(2, "raw"), WhitenedCodec(3, "white")]
    errors = round_trip(codecs, [rng.normal(size=(4, 2)) for _ in range(3)])
    return errors, [codec.used.numpy().tolist() for codec in codecs]


if __name__ == "__main__":
    graph, graph_used = experiment()
    tf.config.run_functions_eagerly(True)
    eager, eager_used = experiment()
    assert graph_used == eager_used and sum(graph_used[0]) == 12
    for name, values in eager.items():
        np.testing.assert_allclose(values, graph[name], rtol=1e-5)
    print("proved")
