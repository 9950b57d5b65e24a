"""Survival curves of machines by the method of Kaplan and Meier, with a band of confidence."""
from __future__ import annotations

import dataclasses
import typing

import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class Curve:
    times: tf.Tensor
    survival: tf.Tensor
    label: str = "all"


class Band(typing.NamedTuple):
    low: tf.Tensor
    high: tf.Tensor


def at_risk(times):
    return tf.cast(tf.size(times) - tf.range(tf.size(times)), tf.float32)


@tf.function
def estimate(times, failed):
    order = tf.argsort(times)
    times, failed = tf.gather(times, order), tf.gather(failed, order)
    factors = 1.0 - failed / at_risk(times)
    survival = tf.math.cumprod(factors)
    return Curve(times, survival)  # expect: tf-non-tensor-return


@tf.function
def survival_only(times, failed):
    order = tf.argsort(times)
    return tf.math.cumprod(1.0 - tf.gather(failed, order) / at_risk(times))


@tf.function
def greenwood(survival, failed):
    risk = at_risk(survival)
    variance = survival**2 * tf.cumsum(failed / (risk * tf.maximum(risk - failed, 1.0)))
    spread = 1.96 * tf.sqrt(variance)
    return Band(low=tf.maximum(survival - spread, 0.0), high=tf.minimum(survival + spread, 1.0))


def machines():
    return tf.constant([5.0, 2.0, 9.0, 7.0]), tf.constant([1.0, 1.0, 0.0, 1.0])


if __name__ == "__main__":
    curve = estimate.python_function(*machines())
    assert bool(tf.reduce_all(tf.abs(curve.survival - survival_only(*machines())) < 1e-6))
    graph = greenwood(curve.survival, machines()[1])
    eager = greenwood.python_function(curve.survival, machines()[1])
    assert isinstance(graph, Band) and bool(tf.reduce_all(tf.abs(graph.low - eager.low) < 1e-6))
    try:
        estimate(*machines())
    except TypeError as error:
        assert "found return value of type Curve" in str(error), error
    else:
        raise AssertionError("a graph returned a dataclass")
    print("proved")
