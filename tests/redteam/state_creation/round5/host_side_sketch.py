"""A frequency sketch kept on the host, fed from compiled code."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

PARANOID = False


class Sketch:
    """Count-min sketch in eager variables that appear as rows are needed."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[tf.Variable] = []
        self.calls = 0

    def observe(self, keys: tf.Tensor) -> np.ndarray:
        """Runs on the host, once for every executed step."""
        self.calls += 1
        row = tf.Variable(tf.zeros([self.width]))
        ones = tf.ones_like(keys, tf.float32)
        row.assign(tf.math.unsorted_segment_sum(ones, keys % self.width, self.width))
        self.rows.append(row)
        return sum(r.numpy() for r in self.rows)


class StreamCounter:
    def __init__(self, width: int) -> None:
        self.sketch = Sketch(width)
        self.total = tf.Variable(0, dtype=tf.int64)

    def _checked(self, keys: tf.Tensor) -> tf.Tensor:
        if PARANOID:
            previous = tf.Variable(keys, trainable=False)
            previous.assign(tf.sort(previous))
            return previous.read_value()
        return keys

    @tf.function
    def update(self, keys: tf.Tensor) -> tf.Tensor:
        keys = self._checked(keys)
        self.total.assign_add(tf.size(keys, out_type=tf.int64))
        counts = tf.py_function(self.sketch.observe, [keys], tf.float32)
        counts.set_shape([self.sketch.width])
        return counts / tf.cast(self.total, tf.float32)

    def heavy(self, keys: list[int]) -> int:
        return int(tf.argmax(self.update(tf.constant(keys))))


def run() -> tuple[list[int], int, int]:
    counter = StreamCounter(4)
    heavy = [counter.heavy(keys) for keys in ([1, 1, 2], [2, 6, 2], [3, 3, 3])]
    return heavy, counter.sketch.calls, int(counter.total)


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    assert run() == graph == ([1, 2, 2], 3, 9)
    print("proved")
