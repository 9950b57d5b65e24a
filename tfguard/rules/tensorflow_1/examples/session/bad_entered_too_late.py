"""The tensor was made before the session's graph was entered."""

import tensorflow as tf
from tensorflow.compat.v1 import Session


@tf.function
def double(x):
    return x * 2.0


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        y = double(tf.constant(value))
        with Session() as session:
            results.append(float(session.run(y)))  # expect: tf1-session
    return results
