"""Clips sensor readings by limits that an operator may change at any time."""
import numpy as np
import tensorflow as tf

limits = {"low": -1.0, "high": 1.0}
scale = 1.0
alerts = []


def set_limits(**changes):
    limits.update(changes)


def rescale(value):
    global scale
    scale = value


def clip_live(values):
    """Runs in Python on every call, also from a graph."""
    return np.clip(values.numpy(), limits["low"], limits["high"])


@tf.function
def guard(values):
    clipped = tf.py_function(clip_live, [values], tf.float32)
    return tf.ensure_shape(clipped, values.shape)


@tf.function
def normalise(values, scale):
    limits = tf.reduce_max(tf.abs(values))
    return scale * values / limits


@tf.function
def outside(values, low, high):
    alerts = tf.logical_or(values < low, values > high)
    return tf.reduce_sum(tf.cast(alerts, tf.int32))


def handle(values):
    alerts.append(int(outside(values, tf.constant(limits["low"]), tf.constant(limits["high"]))))
    kept = guard(values)
    return normalise(kept, tf.constant(scale)).numpy().tolist(), kept.numpy().tolist()


def shift():
    alerts.clear()
    set_limits(low=-1.0, high=1.0)
    rescale(1.0)
    log = [handle(tf.constant([-3.0, 0.5, 2.0]))]
    set_limits(high=2.0)
    rescale(10.0)
    log.append(handle(tf.constant([-3.0, 0.5, 2.0])))
    set_limits(low=-4.0)
    log.append(handle(tf.constant([-3.0, 0.5, 2.0])))
    return log, list(alerts)


if __name__ == "__main__":
    log, counts = shift()
    assert counts == [2, 1, 0]
    assert [kept for _, kept in log] == [[-1.0, 0.5, 1.0], [-1.0, 0.5, 2.0], [-3.0, 0.5, 2.0]]
    assert log[1][0] == [-5.0, 2.5, 10.0]
    tf.config.run_functions_eagerly(True)
    assert shift() == (log, counts)
    print("proved")
