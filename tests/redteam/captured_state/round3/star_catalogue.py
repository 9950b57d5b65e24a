"""Matches observed directions against a synthetic star catalogue."""
import numpy as np
import tensorflow as tf

STARS = 200_000


def synthesise(seed=5):
    directions = np.random.default_rng(seed).normal(size=(STARS, 3)).astype(np.float32)
    return directions / np.linalg.norm(directions, axis=1, keepdims=True)


CATALOGUE = synthesise()
DIRECTIONS = tf.constant(CATALOGUE)
BRIGHTEST = CATALOGUE[:64]
MAGNITUDES = np.linspace(-1.0, 12.0, STARS, dtype=np.float32)


class Matcher:
    """Finds the nearest star, in all of the catalogue or among the bright ones."""

    def __init__(self, magnitudes):
        self.magnitudes = tf.Variable(magnitudes, trainable=False)
        self.raw = magnitudes

    @tf.function
    def nearest(self, direction):
        return tf.argmax(tf.linalg.matvec(DIRECTIONS, direction))

    @tf.function
    def nearest_bright(self, direction):
        return tf.argmax(tf.linalg.matvec(BRIGHTEST, direction))

    @tf.function
    def nearest_in(self, directions, direction):
        return tf.argmax(tf.linalg.matvec(directions, direction))

    @tf.function
    def brightness(self, index):
        span = self.raw.max() - self.raw.min()
        return (tf.gather(self.magnitudes, index) + 1.0) / span

    @tf.function
    def percentile(self, index):
        return tf.cast(index, tf.float32) / CATALOGUE.shape[0]


def identify(seen):
    matcher = Matcher(MAGNITUDES)
    direction = tf.constant(CATALOGUE[seen])
    found = matcher.nearest(direction)
    same = matcher.nearest_in(DIRECTIONS, direction)
    bright = matcher.nearest_bright(direction)
    measures = float(matcher.brightness(found)), float(matcher.percentile(found))
    return matcher, [int(found), int(same), int(bright)], measures


if __name__ == "__main__":
    matcher, indices, (brightness, percentile) = identify(seen=17)
    assert indices == [17, 17, 17]
    assert abs(brightness - (MAGNITUDES[17] + 1.0) / 13.0) < 1e-5
    assert abs(percentile - 17 / STARS) < 1e-7
    assert CATALOGUE.nbytes > 2 ** 20 and BRIGHTEST.nbytes < 1000
    assert MAGNITUDES.nbytes > 2 ** 19
    star, index = tf.TensorSpec([3]), tf.TensorSpec([], tf.int64)
    traced = [
        matcher.nearest.get_concrete_function(star),
        matcher.nearest_bright.get_concrete_function(star),
        matcher.nearest_in.get_concrete_function(DIRECTIONS, star),
        matcher.brightness.get_concrete_function(index),
        matcher.percentile.get_concrete_function(index),
    ]
    assert all(len(one.graph.as_graph_def().SerializeToString()) < 8000 for one in traced)
    print("proved")
