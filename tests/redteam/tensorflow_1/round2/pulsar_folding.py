"""Folds the signal of a pulsar at trial periods; a compiled search asks a session for its best guess."""
import tensorflow as tf
from tensorflow.compat.v1 import Session

BINS = 8


def fold(signal, period):
    phase = tf.math.floormod(tf.range(tf.size(signal), dtype=tf.float32), period) / period
    index = tf.cast(phase * BINS, tf.int32)
    sums = tf.math.unsorted_segment_sum(signal, index, BINS)
    counts = tf.math.unsorted_segment_sum(tf.ones_like(signal), index, BINS)
    return sums / tf.maximum(counts, 1.0)


def contrast(signal, period):
    profile = fold(signal, period)
    return tf.reduce_max(profile) - tf.reduce_mean(profile)


def evaluate(tensor):
    with Session() as session:  # allow: tf1-session
        return session.run(tensor)  # expect: tf1-session


@tf.function
def search(signal, periods):
    scores = tf.map_fn(lambda period: contrast(signal, period), periods)
    return tf.gather(periods, tf.argmax(scores))


@tf.function
def search_old(signal, periods):
    scores = tf.map_fn(lambda period: contrast(signal, period), periods)
    return periods[evaluate(tf.argmax(scores))]


def report(signal, periods):
    best = search(signal, periods)
    return f"period {evaluate(best):.1f}"


def observation(period=10.0):
    t = tf.range(120, dtype=tf.float32)
    return tf.exp(-((tf.math.floormod(t, period) - 3.0) ** 2))


if __name__ == "__main__":
    periods = tf.constant([7.0, 9.0, 10.0, 13.0])
    for period in (7.0, 10.0):
        found = search(observation(period), periods)
        assert float(found) == float(search.python_function(observation(period), periods)) == period
    for call, errors in (
        (lambda: search_old(observation(), periods), tf.errors.InvalidArgumentError),
        (lambda: report(observation(), periods), RuntimeError),
    ):
        try:
            call()
        except errors:
            continue
        raise AssertionError("a session answered")
    print("proved")
