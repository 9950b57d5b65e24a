"""One Python number of a list after the other is passed, and numbers read from a tensor."""

import numpy as np
import tensorflow as tf


@tf.function
def scaled(x, rate):
    return x * rate


@tf.function
def shifted(x, by):
    return x + by


@tf.function
def taken(x, element):
    return x + element


def run():
    x, rates, shifts = tf.ones([2]), np.linspace(0.0, 1.0, 4).tolist(), tf.constant([1.0, 2.0, 3.0])
    results = [scaled(x, rates[0])]  # expect: tf-python-scalar-arg
    results.append(scaled(x, rates[1]))
    results.append(scaled(x, rates[2]))
    results.append(scaled(x, rates[3]))
    results.append(shifted(x, float(shifts[0])))  # expect: tf-python-scalar-arg
    results.append(shifted(x, float(shifts[1])))
    results.append(shifted(x, float(shifts[2])))
    results.append([taken(x, shifts[0]), taken(x, shifts[1]), taken(x, shifts[2])])
    return {"b1": results}
