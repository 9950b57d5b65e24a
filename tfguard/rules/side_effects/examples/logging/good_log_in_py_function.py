"""The cure where the record must come from inside: a py_function runs at each call."""

import logging

import tensorflow as tf

logger = logging.getLogger("training")
logger.setLevel(logging.INFO)


def log_loss(loss):
    logger.info("loss %.2f", loss.numpy())


@tf.function
def train_step(weights):
    loss = tf.reduce_sum(weights * weights)
    tf.py_function(log_loss, [loss], [])
    return weights * 0.5


class Keep(logging.Handler):
    def __init__(self):
        super().__init__()
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


def run():
    handler = Keep()
    logger.addHandler(handler)
    weights = tf.constant([1.0, 2.0])
    for _ in range(3):
        weights = train_step(weights)
    return handler.texts
