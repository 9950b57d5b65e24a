"""Refines anchor boxes of a detector with a learned offset for each aspect ratio."""
from dataclasses import dataclass

import tensorflow as tf
import tensorflow.compat.v1 as tf1


@dataclass(frozen=True)
class Anchors:
    ratios: tuple = (0.5, 1.0, 2.0)
    scale: float = 32.0

    def sizes(self):
        root = tf.sqrt(tf.constant(self.ratios))
        return tf.stack([self.scale * root, self.scale / root], axis=-1)


def iou(a, b):
    top_left = tf.maximum(a[:, :2], b[:, :2])
    bottom_right = tf.minimum(a[:, 2:], b[:, 2:])
    overlap = tf.reduce_prod(tf.nn.relu(bottom_right - top_left), axis=-1)
    area = tf.reduce_prod(a[:, 2:] - a[:, :2], axis=-1) + tf.reduce_prod(b[:, 2:] - b[:, :2], axis=-1)
    return overlap / (area - overlap)


def corners(centres, sizes):
    return tf.concat([centres - sizes / 2.0, centres + sizes / 2.0], axis=-1)


anchors = Anchors()


@tf.function
def refine(centres):
    with tf1.variable_scope("refiner"):  # allow: tf1-variables
        offsets = tf1.get_variable("offsets", [3, 2], initializer=tf1.zeros_initializer())  # expect: tf1-variables
    return corners(centres + offsets, anchors.sizes())


@tf.function
def overlap_with(centres, truth):
    return iou(corners(centres, anchors.sizes()), truth)


def evaluate(batches):
    best = []
    for centres, truth in batches:
        boxes = refine(centres)
        best.append(float(tf.reduce_max(iou(boxes, truth))))
    return sum(best) / len(best)


def ground_truth():
    for shift in (0.0, 4.0):
        centres = tf.constant([[20.0, 20.0], [40.0, 30.0], [25.0, 60.0]]) + shift
        yield centres, corners(centres + 2.0, tf.fill([3, 2], 30.0))


def baseline():
    return [overlap_with(centres, truth) for centres, truth in ground_truth()]


if __name__ == "__main__":
    for value, (centres, truth) in zip(baseline(), ground_truth()):
        eager = overlap_with.python_function(centres, truth)
        assert bool(tf.reduce_all(tf.abs(value - eager) < 1e-5))
    try:
        evaluate(ground_truth())
    except AttributeError as error:
        assert "Tensor.op is undefined when eager execution is enabled" in str(error), error
        assert "anchor_refiner.py" in str(error), error
    else:
        raise AssertionError("a variable was made by name while tracing")
    print("proved")
