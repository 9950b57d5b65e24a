"""The switch in the function that starts the program, under a name of the file's own."""

import tensorflow as tf
from tensorflow.compat.v1 import disable_v2_behavior as behave_as_before


class Doubler(tf.Module):
    @tf.function
    def __call__(self, x):
        return x * 2.0


def main():
    behave_as_before()  # expect: tf1-compat-switch
    double = Doubler()
    return [hasattr(double(tf.constant(value)), "numpy") for value in (1.0, 2.0, 3.0)]


def run():
    return {"results": main(), "wanted": [True, True, True]}
