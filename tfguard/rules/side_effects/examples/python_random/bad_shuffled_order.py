"""A Python shuffle decides the order of the operations once and for all."""

import random

import tensorflow as tf


@tf.function
def compose(value):
    steps = [tf.sin, tf.exp, tf.sqrt, tf.abs, tf.tanh]
    random.shuffle(steps)  # expect: tf-python-random
    for step in steps:
        value = step(value)
    return value


def run():
    return len({compose(tf.constant(0.7)).numpy() for _ in range(30)}) > 1
