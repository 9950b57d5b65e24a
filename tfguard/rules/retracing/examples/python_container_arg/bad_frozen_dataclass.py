"""A frozen dataclass counts by its values, and one of them is new in each call."""

from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class Settings:
    rate: float
    decay: float = 0.9


@tf.function
def descend(weights, settings):
    return weights * settings.decay - settings.rate


def run():
    weights = tf.constant([1.0, 2.0])
    for rate in (0.1, 0.01, 0.001):
        weights = descend(weights, Settings(rate))  # expect: tf-python-container-arg
    return {"results": weights.numpy(), "traces": descend.experimental_get_tracing_count()}
