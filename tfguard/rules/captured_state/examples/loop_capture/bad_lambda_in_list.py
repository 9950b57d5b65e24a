"""Traced lambdas kept in a list: each reads the loop's name when it is called, which is after the loop."""

import tensorflow as tf


def run():
    multiply = []
    for factor in (1.0, 2.0, 3.0):
        multiply.append(tf.function(lambda x: x * factor))  # expect: tf-loop-capture
    results = [function(tf.constant(10.0)).numpy() for function in multiply]
    return {"results": results, "wanted": [10.0, 20.0, 30.0]}
