"""Screens microscope slides: cuts each slide into tiles and scores them."""
from unittest import mock

import numpy as np
import tensorflow as tf

TILE = 4
SIDE = 12


def cut(slide):
    patches = tf.image.extract_patches(
        slide[None], [1, TILE, TILE, 1], [1, TILE, TILE, 1], [1, 1, 1, 1], "VALID")
    return tf.reshape(patches, [-1, TILE, TILE, 3])


def stain(tiles):
    return tf.reduce_mean(tiles, axis=[1, 2])


class SlideScorer:
    """Scores tiles relative to the mean colour of their slide."""

    def __init__(self, slide, weights, measure):
        self.measure = measure
        self.background = tf.reduce_mean(slide, axis=[0, 1])
        self.weights = weights

    @tf.function  # allow: tf-function-in-loop
    def score(self, tiles):  # allow: tf-function-in-loop
        contrast = self.measure(tiles) - self.background
        return tf.sigmoid(tf.linalg.matvec(contrast, self.weights))


class Report:
    def __init__(self, threshold=0.5):
        self.threshold = threshold
        self.rows = []

    def add(self, name, scores):
        suspicious = int(np.sum(scores > self.threshold))
        self.rows.append({"slide": name, "tiles": len(scores), "suspicious": suspicious})


def screen(slides, measure=stain):
    weights = tf.constant([1.0, -2.0, 0.5])
    report = Report()
    for name, pixels in slides.items():
        slide = tf.constant(pixels)
        scorer = SlideScorer(slide, weights, measure)  # expect: tf-function-in-loop
        report.add(name, scorer.score(cut(slide)).numpy())
    return report


def archive(count):
    rng = np.random.default_rng(8)
    return {f"slide-{i:02d}": rng.random([SIDE, SIDE, 3]).astype(np.float32) for i in range(count)}


if __name__ == "__main__":
    spy = mock.Mock(wraps=stain)
    finished = screen(archive(5), measure=spy)
    assert [row["tiles"] for row in finished.rows] == [9] * 5
    assert spy.call_count == 5
    kept = SlideScorer(tf.zeros([SIDE, SIDE, 3]), tf.ones([3]), spy)
    for pixels in archive(4).values():
        kept.score(cut(tf.constant(pixels)))
    assert spy.call_count == 6
    print("proved")
