"""Finds unusual heartbeats; the file runs with either generation of the library."""
import numpy as np
import tensorflow as tf

OLD = int(tf.__version__.split(".")[0]) < 2
log = tf.log if OLD else tf.math.log

try:
    from tensorflow.contrib import signal
except ImportError:
    signal = tf.signal


def surprise(beats, mean, spread):
    distance = (beats - mean) / spread
    return 0.5 * tf.square(distance) + log(spread)


if hasattr(tf, "function"):
    surprise = tf.function(surprise)


def smooth(beats, width=3):
    frames = signal.frame(beats, width, 1)
    return tf.reduce_mean(frames, axis=-1)


def value(tensor):
    """The number behind a tensor, whoever computes it."""
    if tf.executing_eagerly():
        return tensor.numpy()
    with tf.compat.v1.Session() as session:
        return session.run(tensor)


def input_node(size):
    if OLD:
        return tf.placeholder(tf.float32, [size])
    return tf.ones([size], tf.float32)


def unusual(beats, limit):
    smoothed = smooth(beats)
    scores = value(surprise(smoothed, tf.constant(0.8), tf.constant(0.1)))
    return np.flatnonzero(scores > limit).tolist()


def heartbeats():
    beats = 0.8 + 0.05 * np.sin(np.arange(20.0))
    beats[9:12] = 1.6
    return tf.constant(beats, tf.float32)


if __name__ == "__main__":
    found = unusual(heartbeats(), limit=10.0)
    assert 9 in found and 0 not in found, found
    beats = smooth(heartbeats())
    arguments = beats, tf.constant(0.8), tf.constant(0.1)
    eager = surprise.python_function(*arguments)
    assert np.allclose(eager, surprise(*arguments), atol=1e-4)
    with tf.Graph().as_default():
        in_graph = value(surprise(*[tf.constant(x.numpy()) for x in arguments]))
    assert np.allclose(in_graph, eager, atol=1e-4)
    assert input_node(3).shape == (3,)
    print("proved")
