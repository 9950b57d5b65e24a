"""Count sketches over hashed tokens; tables and sketches are made by the class that owns them."""
from __future__ import annotations

import tensorflow as tf

BUCKETS = 8


class CountSketch(tf.Module):
    """Approximate counts of strings in two rows of buckets."""

    def __init__(self, name: str = "sketch") -> None:
        super().__init__(name=name)
        with self.name_scope:
            self.rows = [tf.Variable(tf.zeros([BUCKETS], tf.int32), name=f"row_{i}") for i in range(2)]
        self.names = tf.lookup.experimental.DenseHashTable(tf.string, tf.int64, -1, "", "$deleted")
        self.salts = ("a", "b")

    def _buckets(self, tokens: tf.Tensor, row: int) -> tf.Tensor:
        salted = tf.strings.join([self.salts[row], tokens])
        return tf.strings.to_hash_bucket_fast(salted, BUCKETS)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def update(self, tokens: tf.Tensor) -> tf.Tensor:
        for row, counts in enumerate(self.rows):
            added = tf.math.bincount(tf.cast(self._buckets(tokens, row), tf.int32), minlength=BUCKETS)
            counts.assign_add(added)
        self.names.insert(tokens, self._buckets(tokens, 0))
        return self.names.size()

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def estimate(self, tokens: tf.Tensor) -> tf.Tensor:
        guesses = [tf.gather(counts, self._buckets(tokens, row)) for row, counts in enumerate(self.rows)]
        return tf.reduce_min(tf.stack(guesses), axis=0)


def count(lines: list[str]) -> tuple[list[int], list[int]]:
    sketch = CountSketch()
    sizes = [int(sketch.update(tf.constant(line.split()))) for line in lines]
    return sizes, sketch.estimate(tf.constant(["red", "blue", "green"])).numpy().tolist()


if __name__ == "__main__":
    text = ["red blue", "red red", "green", "red blue"]
    graph = count(text)
    tf.config.run_functions_eagerly(True)
    assert count(text) == graph and graph[0] == [2, 2, 3, 3] and graph[1][0] >= 4
    print("proved")
