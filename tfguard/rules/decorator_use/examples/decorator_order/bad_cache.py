"""Caches on traced functions that get tensors: over and under tf.function."""

import functools

import tensorflow as tf


@functools.lru_cache(maxsize=None)  # expect: tf-decorator-order
@tf.function
def normalize(x):
    return x / tf.reduce_sum(x)


@tf.function  # expect: tf-decorator-order
@functools.cache
def scaled(x: tf.Tensor, factor):
    return x * factor


def run():
    return [
        [scaled(tf.constant([x]), 2.0).numpy().tolist(), normalize(tf.constant([x])).numpy().tolist()]
        for x in (1.0, 2.0, 3.0)
    ]
