"""A factory behind lru_cache makes one function for each of its arguments, and here that is one."""

from functools import lru_cache

import tensorflow as tf


@lru_cache(maxsize=None)
def make_step(rate):
    @tf.function
    def step(weights):
        return weights * (1.0 - rate)

    return step


def run():
    weights = tf.constant([1.0, 2.0])
    for _ in range(5):
        weights = make_step(0.1)(weights)
    return {"results": weights.numpy(), "traces": make_step(0.1).experimental_get_tracing_count()}
