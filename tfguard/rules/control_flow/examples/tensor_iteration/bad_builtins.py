"""sum, list, zip and a starred argument ask for the elements, in helpers of a traced function."""

import tensorflow as tf


def total(values):
    return sum(tf.square(values))  # expect: tf-tensor-iteration


def dot(left, right):
    scaled = [a * b for a, b in zip(tf.abs(left), right)]  # expect: tf-tensor-iteration
    return tf.add_n(scaled)


def largest(values):
    return tf.maximum(*tf.sort(values)[:2])  # expect: tf-tensor-iteration


@tf.function
def step(x):
    return total(x)


@tf.function
def other(x):
    return dot(x, [1.0, 2.0])


@tf.function
def third(x):
    return largest(x)


def run():
    values = [tf.constant([value, 1.0]) for value in (1.0, 2.0, 3.0)]
    return [[float(f(v)) for v in values] for f in (step, other, third)]
