"""A namedtuple of Python numbers, made anew for each call of a method."""

from typing import NamedTuple

import tensorflow as tf


class Box(NamedTuple):
    left: int
    width: int


class Cropper:
    @tf.function
    def crop(self, values, box):
        return values[box.left : box.left + box.width]


def run():
    cropper = Cropper()
    values = tf.range(10.0)
    results = []
    for left in range(4):
        cropped = cropper.crop(values, Box(left, 3))  # expect: tf-python-container-arg
        results.append(cropped.numpy())
    return {"results": results, "traces": cropper.crop.experimental_get_tracing_count()}
