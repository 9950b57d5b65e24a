"""The loop over a list stands in a method that the traced one calls."""

import tensorflow as tf

SCALES = [1.0, 0.5, 0.25]


class Search:
    def __init__(self, limit):
        self.limit = limit

    def shrink(self, step):
        for scale in SCALES:
            candidate = step * scale
            if tf.norm(candidate) < self.limit:
                break  # expect: tf-tensor-break-in-python-loop
            step = candidate
        return step

    @tf.function
    def move(self, position, step):
        return position + self.shrink(step)


def run():
    search = Search(1.0)
    steps = [tf.constant([value, value]) for value in (0.1, 1.0, 4.0)]
    return [search.move(tf.zeros(2), step).numpy().tolist() for step in steps]
