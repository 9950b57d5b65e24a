"""The cure: return the value and log it where Python runs; the texts stay the same in both modes."""

import logging

import tensorflow as tf

logger = logging.getLogger("training")
logger.setLevel(logging.INFO)


@tf.function
def train_step(weights):
    return weights * 0.5, tf.reduce_sum(weights * weights)


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
        weights, loss = train_step(weights)
        logger.info("loss %.2f", loss.numpy())
    return handler.texts
