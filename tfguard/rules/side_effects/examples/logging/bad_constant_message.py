"""The message is constant for a trace, yet a record for each call was meant."""

import logging

import tensorflow as tf

log = logging.getLogger(__name__)
log.setLevel(logging.DEBUG)


class Evaluator:
    def __init__(self):
        self.evaluate = tf.function(self._evaluate)

    def _evaluate(self, predictions, labels):
        log.debug("evaluating a batch of %s", predictions.shape)  # expect: tf-logging
        return tf.reduce_mean(tf.abs(predictions - labels))


class Count(logging.Handler):
    records = 0

    def emit(self, record):
        self.records += 1


def run():
    handler = Count()
    log.addHandler(handler)
    evaluator = Evaluator()
    for _ in range(4):
        evaluator.evaluate(tf.ones([2]), tf.zeros([2]))
    return handler.records
