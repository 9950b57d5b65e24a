"""The elements do not depend on the loop: nothing is raised, and elements are missing."""

import collections

import tensorflow as tf


@tf.function
def repeated(x):
    rows = []
    for _ in tf.range(3):
        rows.append(x)  # expect: tf-list-append-in-tensor-loop
    return tf.add_n(rows)


@tf.function
def counted(x):
    marks = collections.deque()
    while x > 1.0:
        x = x - 1.0
        marks.append("x")  # expect: tf-list-append-in-tensor-loop
    return x + float(len(marks))


def run():
    values = [tf.constant(value) for value in (2.5, 3.5, 4.5)]
    return [float(repeated(v)) for v in values], [float(counted(v)) for v in values]
