"""Python generators made in the call with a constant seed give the same numbers at each call anyway."""

import random

import numpy as np
import tensorflow as tf


@tf.function
def hash_features(inputs):
    signs = np.random.RandomState(0).choice([-1.0, 1.0], size=inputs.shape[0])
    scales = np.random.default_rng(7).uniform(size=inputs.shape[0])
    order = random.Random(3).sample(range(inputs.shape[0]), inputs.shape[0])
    return tf.gather(inputs * tf.cast(signs * scales, inputs.dtype), order)


def run():
    return [hash_features(tf.ones([4]) * scale).numpy() for scale in (1.0, 2.0)]
