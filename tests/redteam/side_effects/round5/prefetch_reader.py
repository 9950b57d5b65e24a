"""Reads a stream of windows and runs a stack of blocks over them."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


def halves(sizes):
    for size in sizes:
        yield size // 2


class Block:
    def __init__(self, factor: float):
        self.factor = tf.Variable(factor)

    def __call__(self, x):
        return tf.tanh(self.factor * x)


class Stack:
    """Blocks with skip connections between the first half and the second half."""

    sizes = (8, 4, 2)

    def __init__(self, stream):
        self.stream = iter(stream)
        self.blocks = [Block(0.5), Block(1.0), Block(1.5), Block(2.0)]
        self.names = {"down": self.blocks[:2], "up": self.blocks[2:]}

    def _skips(self, x):
        skips = []
        for block in self.names["down"]:
            x = block(x)
            skips.append(x)
        return x, skips

    @tf.function
    def forward(self, x):
        x, skips = self._skips(x)
        remaining = iter(reversed(skips))
        for block in self.names["up"]:
            x = block(x) + next(remaining)
        return x

    @tf.function
    def forward_next(self):
        """Takes the next window of the stream and runs the stack on it."""
        window = next(self.stream)
        return self.forward(window), tf.reduce_sum(window)

    @tf.function
    def pyramid(self, x):
        first = next(iter(self.blocks))
        parts = [first(x[:size]) for size in halves(self.sizes)]
        pairs = zip(parts, self.sizes, strict=True)
        return tf.stack([tf.reduce_mean(part) / size for part, size in pairs])


def windows():
    return tf.data.Dataset.from_tensor_slices(np.arange(40, dtype="float32")).batch(8).map(lambda w: w / 10.0)


def read(eager: bool):
    tf.config.run_functions_eagerly(eager)
    stack = Stack(windows())
    results = []
    for _ in range(4):
        output, total = stack.forward_next()
        results.append(output.numpy())
        results.append(total.numpy())
        results.append(stack.pyramid(output).numpy())
    tf.config.run_functions_eagerly(False)
    return results


if __name__ == "__main__":
    eager, traced = read(True), read(False)
    for left, right in zip(eager, traced, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-5)
    assert len({float(total) for total in traced[1::3]}) == 4
    print("proved")
