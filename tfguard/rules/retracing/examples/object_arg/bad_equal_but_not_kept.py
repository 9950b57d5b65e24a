"""Equal objects of a frozen dataclass: the trace knows the first one by a weak reference, and it is gone."""

from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class Settings:
    rate: float


@tf.function
def descend(weights, settings):
    return weights * (1.0 - settings.rate)


def run():
    weights = tf.constant([1.0, 2.0])
    for _ in range(4):
        weights = descend(weights, Settings(0.1))  # expect: tf-object-arg
    return {"results": weights.numpy(), "traces": descend.experimental_get_tracing_count()}
