"""In an unrolled loop, a branch of tf.cond and a body of map_fn; each of the functions fails by itself."""

import tensorflow as tf


@tf.function
def running_products(value):
    slots = []
    for start in (1.0, 2.0):
        slots.append(tf.Variable(start))  # expect: tf-variable-creation
    return slots[0] * slots[1] * value


@tf.function
def biased(value):
    def with_bias():
        bias = tf.Variable(1.0)  # expect: tf-variable-creation
        return value + bias

    return tf.cond(value > 0.0, with_bias, lambda: value)


@tf.function
def mapped(value):
    def scale(item):
        return item * tf.Variable(2.0)  # expect: tf-variable-creation

    return tf.reduce_sum(tf.map_fn(scale, tf.stack([value, value])))


def attempt(function):
    try:
        return function(tf.constant(3.0)).numpy()
    except (TypeError, ValueError) as error:
        return type(error).__name__


def run():
    return attempt(running_products), attempt(biased), attempt(mapped)
