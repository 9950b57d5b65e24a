"""Decodes the signals of lighthouses: helpers take the session from whoever calls, and graphs are local."""
import functools

import numpy as np
import tensorflow.compat.v1 as tf
from tensorflow.compat.v1 import Session

PATTERN = np.array([1.0, 1.0, 0.0, 1.0, 0.0, 0.0], np.float32)


def in_graph(function):
    """Gives the function a graph and a session that end with it."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with tf.Graph().as_default(), Session() as session:
            return function(session, *args, **kwargs)

    return wrapper


def correlate(signal, pattern):
    kernel = tf.reshape(pattern, [-1, 1, 1])
    return tf.nn.conv1d(tf.reshape(signal, [1, -1, 1]), kernel, 1, "VALID")[0, :, 0]


@in_graph
def find(session, signals):
    fed = tf.placeholder(tf.float32, [None])
    place = tf.argmax(correlate(fed, tf.constant(PATTERN)))
    return [int(session.run(place, feed_dict={fed: signal})) for signal in signals]


@in_graph
def period(session, places):
    gaps = tf.placeholder(tf.int32, [None])
    with tf.variable_scope("period"):
        mean = tf.get_variable("mean", [], initializer=tf.zeros_initializer())
    session.run(tf.global_variables_initializer())
    update = tf.assign(mean, tf.reduce_mean(tf.to_float(gaps)))
    session.run(update, {gaps: np.diff(places)})
    return float(mean.eval())


@in_graph
def noise(session, size):
    tf.set_random_seed(5)
    return session.run(tf.random_uniform([size], 0.0, 0.1))


def signal(start, size=20):
    values = np.array(noise(size))
    values[start : start + len(PATTERN)] += PATTERN
    return values


if __name__ == "__main__":
    starts = [2, 6, 11]
    assert find([signal(start) for start in starts]) == starts
    assert abs(period(starts) - 4.5) < 1e-6
    assert np.allclose(noise(4), noise(4))
    print("proved")
