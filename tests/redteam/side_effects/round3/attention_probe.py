"""A single attention block with hooks for looking into it while developing."""

from __future__ import annotations

import pdb
import sys

import numpy as np
import tensorflow as tf

WATCH: set[str] = {"logits", "heads"}


def stop_here():
    """Opens the debugger."""
    breakpoint()  # expect: tf-debugger


def inspect_point(name: str):
    if name in WATCH:
        stop_here()


class Attention(tf.Module):
    """Scaled dot-product self-attention without masking."""

    def __init__(self, width: int, heads: int, name: str = "attention"):
        super().__init__(name=name)
        self.heads = heads
        self.qkv = tf.Variable(tf.random.stateless_normal([width, 3 * width], [4, 4]))
        self.out = tf.Variable(tf.eye(width))

    def split(self, x):
        batch, length = tf.shape(x)[0], tf.shape(x)[1]
        x = tf.reshape(x, [batch, length, self.heads, x.shape[-1] // self.heads])
        return tf.transpose(x, [0, 2, 1, 3])

    @tf.function(input_signature=[tf.TensorSpec([None, None, 8])])
    def __call__(self, x):
        query, key, value = (self.split(part) for part in tf.split(x @ self.qkv, 3, axis=-1))
        logits = tf.matmul(query, key, transpose_b=True) / np.sqrt(8 // self.heads)
        inspect_point("logits")
        weights = tf.nn.softmax(logits)
        merged = tf.transpose(tf.matmul(weights, value), [0, 2, 1, 3])
        inspect_point("merged")
        return tf.reshape(merged, tf.shape(x)) @ self.out


class Checked(Attention):
    """Offers the debugger before the block runs."""

    def split(self, x):
        pdb.set_trace()  # expect: tf-debugger
        return super().split(x)


def count_stops(block, calls: int = 3):
    """Runs the block and counts how often a debugger would have opened."""
    stops = {"breakpoint": 0, "pdb": 0}

    def hook(kind):
        stops[kind] += 1

    sys.breakpointhook = lambda: hook("breakpoint")
    pdb.set_trace = lambda: hook("pdb")
    for seed in range(calls):
        block(tf.random.stateless_normal([2, 5, 8], [seed, 1]))
    return stops


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert count_stops(Attention(8, 2)) == {"breakpoint": 3, "pdb": 0}
    assert count_stops(Checked(8, 2)) == {"breakpoint": 3, "pdb": 9}
    tf.config.run_functions_eagerly(False)
    assert count_stops(Attention(8, 2)) == {"breakpoint": 1, "pdb": 0}
    assert count_stops(Checked(8, 2)) == {"breakpoint": 1, "pdb": 3}
    print("proved")
