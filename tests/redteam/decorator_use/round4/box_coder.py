"""Encodes and decodes the boxes of a detector against its anchors."""
import functools
import math

import tensorflow as tf


@functools.lru_cache(maxsize=None)
def anchor_sizes(scales, ratios):
    """Widths and heights, computed once for each configuration."""
    return [(s * math.sqrt(r), s / math.sqrt(r)) for s in scales for r in ratios]


@tf.function  # expect: tf-decorator-order
@functools.lru_cache(maxsize=16)
def centres(height, width, stride):  # allow: tf-decorator-order
    ys = (tf.range(height, dtype=tf.float32) + 0.5) * stride
    xs = (tf.range(width, dtype=tf.float32) + 0.5) * stride
    grid_x, grid_y = tf.meshgrid(xs, ys)
    return tf.reshape(tf.stack([grid_x, grid_y], axis=-1), [-1, 2])


class BoxCoder:
    variances = (0.1, 0.2)

    def __init__(self, scales=(32.0, 64.0), ratios=(0.5, 1.0, 2.0)):
        self.sizes = tf.constant(anchor_sizes(scales, ratios))

    def anchors(self, feature_map, stride):
        height, width = tf.cast(tf.shape(feature_map)[1], tf.float32), tf.cast(tf.shape(feature_map)[2], tf.float32)
        middle = centres(height, width, stride)
        count = tf.shape(self.sizes)[0]
        xy = tf.repeat(middle, count, axis=0)
        wh = tf.tile(self.sizes, [tf.shape(middle)[0], 1])
        return tf.concat([xy, wh], axis=1)

    @tf.function  # expect: tf-decorator-order
    @staticmethod
    def area(boxes):  # allow: tf-decorator-order
        return boxes[:, 2] * boxes[:, 3]


def describe(feature_map):
    coder = BoxCoder()
    boxes = coder.anchors(feature_map, tf.constant(16.0))
    return boxes, coder.area(boxes)


def main():
    return describe(tf.zeros([1, 3, 4, 16]))


if __name__ == "__main__":
    eager = centres.python_function.__wrapped__(tf.constant(3.0), tf.constant(4.0), tf.constant(16.0))
    assert eager.shape == (12, 2)
    try:
        main()
    except TypeError as error:
        assert "unhashable" in str(error), error
    else:
        raise AssertionError("the tensors were hashed")
    some = tf.constant([[8.0, 8.0, 4.0, 2.0]])
    assert float(BoxCoder.area(some)[0]) == 8.0
    coder = BoxCoder()
    try:
        coder.area(some)
    except TypeError as error:
        assert "cannot create weak reference to 'staticmethod' object" in str(error), error
    else:
        raise AssertionError("the instance gave the function")
    print("proved")
