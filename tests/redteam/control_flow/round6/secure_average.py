"""Federated averaging with checks on the updates of the clients."""
from typing import NamedTuple

import tensorflow as tf


class ClientUpdate(NamedTuple):
    delta: tf.Tensor
    examples: tf.Tensor


@tf.function
def weighted_mean(deltas, examples):
    assert tf.reduce_sum(examples) > 0, "no client has examples"  # expect: tf-tensor-assert
    weights = tf.cast(examples, tf.float32)
    weights /= tf.reduce_sum(weights)
    return tf.tensordot(weights, deltas, axes=1)


@tf.function
def validated(delta):
    if tf.reduce_any(tf.math.is_nan(delta)):
        raise ValueError("a client sent NaN")  # expect: tf-tensor-raise
    return delta


@tf.function
def clipped(delta, bound):
    norm = tf.norm(delta)
    if norm <= bound:
        result = delta
    elif norm > 0.0:
        result = delta * (bound / norm)
    else:
        raise RuntimeError("norm is not a number")  # expect: tf-tensor-raise
    return result


@tf.function
def applied(weights, mean):
    if weights.shape != mean.shape:
        raise ValueError(f"{mean.shape} does not fit {weights.shape}")
    assert weights.dtype == mean.dtype
    tf.debugging.assert_all_finite(mean, "mean of the updates")
    return weights + mean


def clients():
    return [
        ClientUpdate(tf.constant([0.3, -0.4, 0.0]), tf.constant(10)),
        ClientUpdate(tf.constant([3.0, 4.0, 0.0]), tf.constant(30)),
    ]


def federated_round(weights):
    bound = tf.constant(1.0)
    updates = clients()
    deltas = [clipped(validated(update.delta), bound) for update in updates]
    mean = weighted_mean(tf.stack(deltas), tf.stack([update.examples for update in updates]))
    return applied(weights, mean)


def outcome(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return error


if __name__ == "__main__":
    start = tf.zeros([3])
    tf.config.run_functions_eagerly(True)
    eager = federated_round(start)
    assert abs(float(eager[0]) - (0.25 * 0.3 + 0.75 * 0.6)) < 1e-6
    tf.config.run_functions_eagerly(False)
    good = clients()[0]
    error = outcome(weighted_mean, good.delta[tf.newaxis], good.examples[tf.newaxis])
    assert isinstance(error, tf.errors.OperatorNotAllowedInGraphError) and "assert tf.reduce_sum" in str(error)
    error = outcome(validated, good.delta)
    assert isinstance(error, ValueError) and "a client sent NaN" in str(error)
    error = outcome(clipped, good.delta, tf.constant(1.0))
    assert isinstance(error, RuntimeError) and "norm is not a number" in str(error)
    assert outcome(applied, start, good.delta).shape == [3]
    print("proved")
