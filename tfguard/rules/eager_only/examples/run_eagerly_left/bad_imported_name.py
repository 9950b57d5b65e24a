"""The function under a name of the file's own, in the code that starts the program."""

import tensorflow as tf
from tensorflow.config import run_functions_eagerly as eagerly

modes = []


@tf.function
def step(x):
    modes.append(tf.executing_eagerly())  # allow: tf-container-mutation
    return x + 1.0


def main():
    eagerly(True)  # expect: tf-run-eagerly-left
    return [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]


def run():
    main()
    return {"results": any(modes), "wanted": False}
