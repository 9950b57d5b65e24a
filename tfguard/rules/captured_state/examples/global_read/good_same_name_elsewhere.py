"""Other functions bind locals and parameters of the same name; the global stays as it is."""

import tensorflow as tf

scale = 2.0


@tf.function
def scaled(values):
    return values * scale


def next_scale(scale):
    scale = scale * 10.0
    return scale


def run():
    results = []
    for _ in range(3):
        scale = 5.0
        results.append(scaled(tf.constant([scale])).numpy())
        scale = next_scale(scale)
    return results, scale
