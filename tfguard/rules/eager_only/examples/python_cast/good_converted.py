"""AutoGraph makes tf.cast of int() and float(); static sizes and Python values are numbers."""

import math

import tensorflow as tf

TEMPERATURE = 2.0


@tf.function
def step(x, size=4):
    count = int(x.shape[0])
    whole = float(tf.reduce_sum(x))
    steps = int(tf.reduce_max(x))
    return whole / math.sqrt(TEMPERATURE) + float(steps) + float(count) * math.log(size)


def run():
    return [round(float(step(tf.fill([3], value))), 4) for value in (1.0, 2.0, 3.0)]
