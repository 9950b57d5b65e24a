"""One object of settings for all calls."""

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
    settings = Settings(rate=0.1)
    weights = tf.constant([1.0, 2.0])
    for _ in range(4):
        weights = descend(weights, settings)
    return {"results": weights.numpy(), "traces": descend.experimental_get_tracing_count()}
