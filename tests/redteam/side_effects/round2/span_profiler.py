"""A transformer block whose stages are wrapped in profiling spans."""

from __future__ import annotations

import time

import tensorflow.compat.v2 as tf


class Span:
    """Accumulates the seconds spent between entering and leaving."""

    def __init__(self, name: str):
        self.name = name
        self.total = 0.0
        self.entries = 0

    def __enter__(self):
        self.entries += 1  # expect: tf-attribute-mutation
        self._begin = time.perf_counter()  # expect: tf-clock  allow: tf-attribute-mutation
        return self

    def __exit__(self, *exc):
        self.total += time.perf_counter() - self._begin  # expect: tf-attribute-mutation, tf-clock
        return False

    def mean(self) -> float:
        return self.total / max(self.entries, 1)


class AttentionBlock(tf.Module):
    """Single-head self attention and a feed-forward layer, both with residuals."""

    def __init__(self, dim: int):
        super().__init__()
        initial = tf.random.stateless_normal([6, dim, dim], [1, 0], stddev=dim**-0.5)
        names = ("q", "k", "v", "o", "f1", "f2")
        self.kernels = {name: tf.Variable(value) for name, value in zip(names, tf.unstack(initial))}
        self.attention_span = Span("attention")
        self.ffn_span = Span("ffn")

    def _attend(self, x):
        q, k, v = (tf.matmul(x, self.kernels[name]) for name in ("q", "k", "v"))
        scores = tf.matmul(q, k, transpose_b=True) / tf.sqrt(float(x.shape[-1]))
        return tf.matmul(tf.matmul(tf.nn.softmax(scores), v), self.kernels["o"])

    def _feed_forward(self, x):
        return tf.matmul(tf.nn.gelu(tf.matmul(x, self.kernels["f1"])), self.kernels["f2"])

    def __call__(self, x):
        with self.attention_span:
            x = x + self._attend(x)
        with self.ffn_span:
            x = x + self._feed_forward(x)
        return x


def compiled(block: AttentionBlock):
    """A compiled forward pass over the block."""
    return tf.function(lambda x: block(x))


if __name__ == "__main__":
    spans = {}
    totals = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        block = AttentionBlock(8)
        forward = compiled(block)
        totals[eager] = []
        for seed in range(4):
            assert forward(tf.random.stateless_normal([2, 5, 8], [seed, 1])).shape == (2, 5, 8)
            totals[eager].append((block.attention_span.total, block.ffn_span._begin))
        spans[eager] = (block.attention_span.entries, block.ffn_span.entries)
    assert spans == {True: (4, 4), False: (1, 1)}, spans
    assert len(set(totals[True])) == 4 and len(set(totals[False])) == 1, totals
    print("proved")
