"""The switch is the user's: a flag decides, as an argument or as a condition."""

import os

import tensorflow as tf

DEBUG = os.environ.get("DEBUG_STEPS") == "1"


@tf.function
def step(x):
    return x * 2.0


def main(debug):
    if debug:
        tf.config.run_functions_eagerly(True)
    model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss="mse", run_eagerly=debug)
    return [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]


def run():
    results = main(DEBUG)
    return {"results": results, "wanted": [2.0, 4.0, 6.0]}
