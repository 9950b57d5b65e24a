"""Loops over zip and dict items; the condition is two branches and a name away."""

import tensorflow as tf


@tf.function
def spend(budget, verbose=True):
    for price, gain in zip([1.0, 2.0, 3.0], [5.0, 4.0, 3.0]):
        too_dear = budget < price
        if verbose:
            if too_dear:
                break  # expect: tf-tensor-break-in-python-loop
        budget = budget - price + 0.1 * gain
    return budget


@tf.function
def grade(score):
    for name, least in {"good": 0.8, "fair": 0.5}.items():
        if score > least:
            return tf.constant(name)  # expect: tf-tensor-break-in-python-loop
    return tf.constant("poor")


def run():
    grades = [grade(tf.constant(value)).numpy().decode() for value in (0.9, 0.6, 0.1)]
    return grades, [float(spend(tf.constant(value))) for value in (1.0, 3.0, 9.0)]
