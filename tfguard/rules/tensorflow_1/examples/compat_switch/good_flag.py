"""A program that can run as before when asked to."""

import os

import tensorflow as tf

if os.environ.get("OLD_BEHAVIOR"):
    tf.compat.v1.disable_v2_behavior()


@tf.function
def double(x):
    return x * 2.0


def run():
    results = [float(double(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
    return {"results": results, "wanted": [2.0, 4.0, 6.0]}
