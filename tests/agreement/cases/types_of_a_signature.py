"""A signature says of which type the arguments are; without a word, float32."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([3])])
def summed(x):
    total = 0  # a Python int becomes an int32
    for value in x:
        total += value  # expect: tf-branch-dtype
    return x * total


@tf.function(input_signature=[tf.TensorSpec([3], tf.int32)])
def counted(x):
    total = 0
    for value in x:
        total += value
    return x * total


def run():
    results = [counted(tf.range(3)) for _ in range(4)]
    results.append(summed(tf.ones([3])))
    return {"b1": results}
