"""Counters of an inference service, initialised explicitly before any request is compiled."""
import numpy as np
import tensorflow as tf

_requests = None
_latency = None


def initialise(buckets=4):
    """Makes the process-wide counters. Safe to call again."""
    global _requests, _latency
    if _requests is None:
        _requests = tf.Variable(0, dtype=tf.int64)
    if _latency is None:
        _latency = tf.Variable(tf.zeros([buckets], tf.int64))


def bucket(milliseconds):
    edges = tf.constant([1.0, 10.0, 100.0])
    return tf.reduce_sum(tf.cast(milliseconds[..., None] >= edges, tf.int32), axis=-1)


@tf.function
def record(milliseconds):
    index = bucket(milliseconds)
    _latency.assign_add(tf.math.bincount(index, minlength=4, dtype=tf.int64))
    _requests.assign_add(tf.size(milliseconds, tf.int64))
    return _requests.read_value()


@tf.function
def summary():
    _total = tf.cast(_requests, tf.float32)
    _total += 1e-9
    _latency_share = tf.cast(_latency, tf.float32)
    _latency_share /= _total
    return _latency_share


class Service:
    def __init__(self):
        initialise()
        self.served = 0

    def handle(self, batch):
        self.served += len(batch)
        total = int(record(tf.constant(batch, tf.float32)))
        print("served", self.served, "of", total)
        return summary().numpy()


if __name__ == "__main__":
    service = Service()
    initialise()
    runs = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        _requests.assign(0)
        _latency.assign(tf.zeros([4], tf.int64))
        runs.append([service.handle([0.5, 5.0 + k, 50.0 * k]) for k in range(4)])
    np.testing.assert_allclose(*runs, rtol=1e-6)
    print("proved")
