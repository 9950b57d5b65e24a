"""Traced functions that plain code calls too, that are handed on, or that anybody may import."""

import tensorflow as tf


@tf.function
def normalized(x):
    return x / tf.reduce_max(x)


@tf.function
def _scaled(x):
    return 2.0 * x


@tf.function
def _squared(x):
    return x * x


@tf.function
def _handed(x):
    return x + 1.0


@tf.function
def score(x):
    return tf.reduce_sum(_squared(_scaled(normalized(x)))) + tf.reduce_sum(tf.map_fn(_handed, x))


def scores(x):
    return score(x) + tf.reduce_sum(_scaled(x)), _squared.get_concrete_function(x)(x)


def run():
    return [scores(tf.constant([value, 1.0]))[0].numpy() for value in (1.0, 2.0, 3.0)]
