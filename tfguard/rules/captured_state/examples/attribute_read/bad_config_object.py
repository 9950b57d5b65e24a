"""A configuration object that the module shares: a command changes it between two calls."""

from dataclasses import dataclass

import tensorflow as tf


@dataclass
class Config:
    smoothing: float = 0.0
    debug: bool = False


config = Config()


@tf.function
def smoothed(labels):
    return labels * (1.0 - config.smoothing) + config.smoothing / 2.0  # expect: tf-attribute-read


def reconfigure(**changes):
    for name, value in changes.items():
        setattr(config, name, value)


def run():
    labels = tf.constant([0.0, 1.0])
    before = smoothed(labels).numpy()
    config.smoothing = 0.5
    reconfigure(debug=True)
    after = smoothed(labels).numpy()
    return before, after, config.debug
