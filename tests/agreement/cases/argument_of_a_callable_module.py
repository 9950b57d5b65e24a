"""What __call__ gets is known from the calls of the instances."""

import numpy as np
import tensorflow as tf


class Rooted(tf.Module):
    @tf.function
    def __call__(self, value):
        return np.sqrt(value)  # expect: tf-numpy-op


class Keeper:
    def __init__(self):
        self.count = 0


class Counting(tf.Module):
    @tf.function
    def __call__(self, value, keeper):
        keeper.count += 1  # expect: tf-attribute-mutation
        return value * float(keeper.count)


def run():
    counting, keeper = Counting(), Keeper()
    results = [counting(tf.ones([2]), keeper) for _ in range(4)]
    rooted = Rooted()
    return {"b1": [results, keeper.count, rooted(tf.ones([2])), rooted(tf.ones([2]))]}
