"""A log line for eager debugging that says so."""

import logging

import tensorflow as tf

logger = logging.getLogger("debugging")


@tf.function
def square(value):
    if tf.executing_eagerly():
        logger.warning("value %s", value.numpy())
    return value * value


def run():
    return [square(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
