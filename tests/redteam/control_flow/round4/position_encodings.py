"""A tiny transformer encoder: tables made by Python loops, layers by short ones."""
import math

import numpy as np
import tensorflow as tf

LENGTH, WIDTH = 64, 8


def position_table(length=LENGTH, width=WIDTH):
    """Sines and cosines, as plain numbers."""
    rows = []
    for position in range(length):
        row = []
        for index in range(width):
            angle = position / 10000 ** (2 * (index // 2) / width)
            row.append(math.sin(angle) if index % 2 == 0 else math.cos(angle))
        rows.append(row)
    return rows


class Encoder(tf.Module):
    def __init__(self, layers=3, heads=2):
        super().__init__()
        rng = np.random.default_rng(0)
        self.heads = heads
        self.layers = {
            f"layer{number}": tf.Variable(rng.normal(size=(WIDTH, WIDTH)) * 0.2, dtype=tf.float32)
            for number in range(layers)
        }

    @tf.function(input_signature=[tf.TensorSpec([None, LENGTH, WIDTH], tf.float32)])
    def encode(self, x):
        x = x + tf.constant(position_table(), tf.float32)
        for name, kernel in self.layers.items():
            with tf.name_scope(name):
                mixed = []
                for head in range(self.heads):
                    part = x[..., head :: self.heads]
                    mixed.append(tf.matmul(tf.nn.softmax(tf.matmul(part, part, transpose_b=True)), part))
                x = x + tf.concat(mixed, axis=-1) @ kernel
        return x

    @tf.function(input_signature=[tf.TensorSpec([None, LENGTH, WIDTH], tf.float32)])
    def summaries(self, batch):
        """The strongest position of each sequence, one sequence after the other."""
        out = tf.TensorArray(tf.int64, size=len(batch), element_shape=[])
        for index in range(len(batch)):
            out = out.write(index, tf.argmax(tf.norm(batch[index], axis=-1)))
        longest = 0.0
        for index in range(tf.shape(batch)[0]):
            longest = tf.maximum(longest, tf.reduce_max(tf.norm(batch[index], axis=-1)))
        return out.stack(), longest

    @tf.function
    def smooth(self, x, window):
        for _ in tf.range(50):
            x = (1.0 - window) * x + window * tf.roll(x, 1, axis=1)
        return x


def main(steps=40):
    encoder = Encoder()
    x = tf.constant(np.random.default_rng(1).normal(size=(3, LENGTH, WIDTH)), tf.float32)
    for _ in range(steps):
        x = encoder.encode(0.5 * x)
    places, longest = encoder.summaries(x)
    return places, longest, encoder.smooth(x, tf.constant(0.1)), encoder


def size(function, *args):
    definition = function.get_concrete_function(*args).graph.as_graph_def()
    return len(definition.node) + sum(len(f.node_def) for f in definition.library.function)


if __name__ == "__main__":
    *traced, model = main()
    tf.config.run_functions_eagerly(True)
    *eager, _ = main()
    tf.config.run_functions_eagerly(False)
    for left, right in zip(traced, eager, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-3, atol=1e-3)
    assert size(model.encode) < 200, size(model.encode)
    assert size(model.summaries) < 200 and size(model.smooth, traced[2], tf.constant(0.1)) < 100
    print("proved")
