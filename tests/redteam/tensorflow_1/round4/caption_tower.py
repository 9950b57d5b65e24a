"""Scores pairs of image features and caption features with two towers of dense blocks."""
import collections

import tensorflow as tf

TowerConfig = collections.namedtuple("TowerConfig", ["name", "widths", "residual"])

IMAGE = TowerConfig("image", (8, 4), False)
CAPTION = TowerConfig("caption", (4, 4), True)


def dense_block(x, units, name):
    return tf.compat.v1.layers.dense(x, units, activation=tf.nn.relu, name=name)  # expect: tf1-variables


def linear_block(x, kernel):
    return tf.nn.relu(tf.matmul(x, kernel))


class Tower:
    block = staticmethod(dense_block)

    def __init__(self, config):
        self.config = config

    def __call__(self, x):
        for i, units in enumerate(self.config.widths):
            y = self.block(x, units, name="%s_%d" % (self.config.name, i))
            x = x + y if self.config.residual else y
        return tf.math.l2_normalize(x, axis=-1)


class FixedTower(Tower):
    """The same tower with kernels that are made in advance."""

    def __init__(self, config, inputs):
        super().__init__(config)
        sizes = (inputs,) + config.widths
        self.kernels = [
            tf.Variable(tf.random.stateless_normal([a, b], [a, b], stddev=0.3)) for a, b in zip(sizes, sizes[1:])
        ]

    def __call__(self, x):
        for kernel in self.kernels:
            y = linear_block(x, kernel)
            x = x + y if self.config.residual else y
        return tf.math.l2_normalize(x, axis=-1)


class Matcher(tf.Module):
    def __init__(self, images, captions):
        super().__init__()
        self.images, self.captions = images, captions

    @tf.function
    def scores(self, images, captions):
        return tf.matmul(self.images(images), self.captions(captions), transpose_b=True)


def features():
    return tf.random.stateless_normal([5, 6], [1, 1]), tf.random.stateless_normal([5, 4], [1, 2])


def recall(matcher):
    best = tf.argmax(matcher.scores(*features()), axis=1, output_type=tf.int32)
    return float(tf.reduce_mean(tf.cast(best == tf.range(5), tf.float32)))


def main():
    fixed = Matcher(FixedTower(IMAGE, 6), FixedTower(CAPTION, 4))
    trained = Matcher(Tower(IMAGE), Tower(CAPTION))
    return recall(fixed), recall(trained)


if __name__ == "__main__":
    fixed = Matcher(FixedTower(IMAGE, 6), FixedTower(CAPTION, 4))
    graph, eager = fixed.scores(*features()), Matcher.scores.python_function(fixed, *features())
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
    try:
        main()
    except AttributeError as error:
        assert "`dense` is not available with Keras 3" in str(error), error
        assert "dense_block" in str(error), error
    else:
        raise AssertionError("there was a dense layer")
    print("proved")
