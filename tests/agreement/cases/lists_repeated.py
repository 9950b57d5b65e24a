"""Lists made by repeating one element, each of another length or of another number."""

import tensorflow as tf


@tf.function
def total(parts):
    return tf.add_n(parts)


@tf.function
def first(numbers, x):
    return x * numbers[0]


@tf.function
def same(parts):
    return tf.add_n(parts)


def run():
    part, x = tf.constant(1.0), tf.ones([2])
    totals = [total([part])]  # expect: tf-python-container-arg
    totals.append(total([part] * 2))
    totals.append(total([part] * 3))
    totals.append(total([part] * 4))
    totals.append(total([part] * 5))
    one = first([float(1)] * 3, x)  # expect: tf-python-container-arg
    two = first([float(2)] * 3, x)
    three = first([float(3)] * 3, x)
    equal = [same([part] * 3), same([part] * 3), same([part] * 3)]
    return {"b1": [totals, one, two, three, equal]}
