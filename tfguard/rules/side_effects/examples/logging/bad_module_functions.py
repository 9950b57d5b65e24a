"""logging's module functions, TensorFlow's own logger and the old tf.logging, in a helper."""

import logging

import tensorflow as tf


def report(value):
    logging.warning("value %s", value)  # expect: tf-logging
    tf.get_logger().error("value %s", value)  # expect: tf-logging
    tf.compat.v1.logging.warning("value %s", value)  # expect: tf-logging


@tf.function
def double(value):
    report(value)
    return value * 2.0


class Count(logging.Handler):
    records = 0

    def emit(self, record):
        self.records += 1


def run():
    handler = Count()
    for logger in (logging.getLogger(), tf.get_logger()):
        logger.addHandler(handler)
        logger.propagate = False
    doubled = [double(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
    return doubled, handler.records
