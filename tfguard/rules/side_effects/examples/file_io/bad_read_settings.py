"""A settings file that is edited during training: its first content is a constant of the graph."""

import json
from pathlib import Path

import tensorflow as tf

SETTINGS = Path("settings.json")


def learning_rate():
    return json.loads(SETTINGS.read_text())["rate"]  # expect: tf-file-io


@tf.function
def descend(weights, gradient):
    return weights - learning_rate() * gradient


def run():
    weights = tf.constant([1.0])
    seen = []
    for rate in (0.5, 0.25, 0.125):
        SETTINGS.write_text(json.dumps({"rate": rate}))
        weights = descend(weights, tf.constant([1.0]))
        seen.append(weights.numpy())
    return seen
