"""An alarm under a tensor condition: it is raised while tracing, whatever the data, and never again."""

import logging

import tensorflow as tf

alarms = logging.getLogger("alarms")


@tf.function
def check_gradient(gradient):
    if tf.norm(gradient) > 100.0:
        alarms.error("gradient explodes")  # expect: tf-logging
        gradient = tf.zeros_like(gradient)
    return gradient


class Count(logging.Handler):
    records = 0

    def emit(self, record):
        self.records += 1


def run():
    handler = Count()
    alarms.addHandler(handler)
    for value in (1.0, 2.0, 500.0, 600.0):
        check_gradient(tf.constant([value, 0.0]))
    return handler.records
