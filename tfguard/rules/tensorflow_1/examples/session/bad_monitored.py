"""A session that watches over the training: it needs a graph, and there is none."""

import tensorflow as tf
from tensorflow.compat.v1 import train


@tf.function
def double(x):
    return x * 2.0


def watched():
    return train.MonitoredTrainingSession()  # expect: tf1-session


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        with watched() as session:
            results.append(float(session.run(double(tf.constant(value)))))
    return results
