"""A log line in a training step: one record for all steps, with a symbolic tensor in it."""

import logging

import tensorflow as tf

logger = logging.getLogger("training")
logger.setLevel(logging.INFO)


@tf.function
def train_step(weights):
    loss = tf.reduce_sum(weights * weights)
    logger.info("loss %s", loss)  # expect: tf-logging
    return weights * 0.5


class Count(logging.Handler):
    records = 0

    def emit(self, record):
        self.records += 1


def run():
    handler = Count()
    logger.addHandler(handler)
    weights = tf.constant([1.0, 2.0])
    for _ in range(3):
        weights = train_step(weights)
    return handler.records
