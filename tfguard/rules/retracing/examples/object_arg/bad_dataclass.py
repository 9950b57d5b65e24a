"""A dataclass that is not frozen compares by value and has no hash."""

from dataclasses import dataclass

import tensorflow as tf


@dataclass
class Settings:
    rate: float = 0.1


@tf.function
def descend(weights, settings):
    return weights * (1.0 - settings.rate)


def run():
    settings = Settings()
    weights = tf.constant([1.0, 2.0])
    for _ in range(3):
        weights = descend(weights, settings)  # expect: tf-object-arg
    return weights.numpy()
