"""The cure: a default is evaluated when the function is made, and keeps the value of that round."""

import tensorflow as tf


def run():
    multiply = []
    for factor in (1.0, 2.0, 3.0):
        multiply.append(tf.function(lambda x, factor=factor: x * factor))
    results = [function(tf.constant(10.0)).numpy() for function in multiply]
    return {"results": results, "wanted": [10.0, 20.0, 30.0]}
