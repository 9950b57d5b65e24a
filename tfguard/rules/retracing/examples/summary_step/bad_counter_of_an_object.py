"""The untraced method counts on self and passes the count to the traced one."""

import tensorflow as tf


class Trainer:
    def __init__(self):
        self.steps = 0
        self.writer = tf.summary.create_file_writer("logs")

    @tf.function
    def _update(self, weights, step):
        with self.writer.as_default():
            tf.summary.histogram("weights", weights, step)  # expect: tf-summary-step
        return weights * 0.9

    def update(self, weights):
        self.steps += 1
        return self._update(weights, self.steps)  # expect: tf-python-scalar-arg


def run():
    trainer = Trainer()
    weights = tf.constant([1.0, 2.0])
    for _ in range(4):
        weights = trainer.update(weights)
    return {"results": weights.numpy(), "traces": trainer._update.experimental_get_tracing_count()}
