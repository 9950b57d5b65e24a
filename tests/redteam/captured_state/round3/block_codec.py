"""A transform codec for 8x8 blocks with an adjustable quality."""
import argparse

import numpy as np
import tensorflow as tf

BASE = 10.0 + np.add.outer(np.arange(8.0), np.arange(8.0)).astype(np.float32)
TABLE = BASE.copy()

FREQUENCIES = np.arange(8)[:, None] * (2 * np.arange(8)[None, :] + 1)
BASIS = (np.cos(np.pi / 16 * FREQUENCIES) * 0.5).astype(np.float32)
BASIS[0] *= np.sqrt(0.5).astype(np.float32)


def transform(block):
    return BASIS @ block @ BASIS.T


def set_quality(percent):
    """Scales the quantisation steps as the JPEG reference code does."""
    factor = 50.0 / percent if percent < 50 else 2.0 - percent / 50.0
    TABLE[...] = np.maximum(BASE * factor, 1.0)


def _quantise(block):
    return tf.round(transform(block) / TABLE)  # expect: tf-global-read


quantise = tf.function(_quantise)


class Encoder:
    """Counts the coefficients that survive."""

    def __init__(self, blocks):
        self.blocks = blocks

    def retune(self, percent):
        set_quality(percent)
        return self

    def size(self):
        return sum(int(tf.math.count_nonzero(quantise(block))) for block in self.blocks)


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("--qualities", type=int, nargs="+", default=[10, 50, 90])
    options = parser.parse_args(argv)
    noise = np.random.default_rng(3).normal(0.0, 40.0, [4, 8, 8]).astype(np.float32)
    encoder = Encoder([tf.constant(block) for block in noise])
    return {quality: encoder.retune(quality).size() for quality in options.qualities}


if __name__ == "__main__":
    sizes = main([])
    assert sizes[10] == sizes[50] == sizes[90], sizes
    tf.config.run_functions_eagerly(True)
    eager = main([])
    assert eager[10] < eager[50] < eager[90] and eager[10] == sizes[10], eager
    print("proved")
