"""The cure: functools.partial binds the value at once."""

import functools

import tensorflow as tf


def powered(exponent, values):
    return values**exponent


powers = [tf.function(functools.partial(powered, exponent)) for exponent in (1.0, 2.0, 3.0)]


def run():
    results = [power(tf.constant(2.0)).numpy() for power in powers]
    return {"results": results, "wanted": [2.0, 4.0, 8.0]}
