"""A comprehension has a loop too, and its name has the last value when the functions are called."""

import tensorflow as tf

powers = [tf.function(lambda x: x**exponent) for exponent in range(1, 4)]  # expect: tf-loop-capture


def run():
    results = [power(tf.constant(2.0)).numpy() for power in powers]
    return {"results": results, "wanted": [2.0, 4.0, 8.0]}
