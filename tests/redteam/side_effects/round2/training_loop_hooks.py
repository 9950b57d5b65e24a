"""A training loop with hooks that subclasses fill in."""

from __future__ import annotations

import contextlib
import io
import logging
import sys

import tensorflow as tf


class Loop:
    """Compiles one batch of work; hooks are empty here."""

    def __init__(self, features: int, lr: float = 0.1):
        self.lr = lr
        self.w = tf.Variable(tf.zeros([features]))
        self.run_batch = tf.function(
            self._run_batch,
            input_signature=[tf.TensorSpec([None, features]), tf.TensorSpec([None])],
        )

    def on_batch_begin(self, x, y):
        """Called before the update."""

    def on_batch_end(self, loss):
        """Called after the update."""

    def loss(self, x, y):
        return tf.reduce_mean(tf.abs(tf.linalg.matvec(x, self.w) - y))

    def _run_batch(self, x, y):
        self.on_batch_begin(x, y)
        with tf.GradientTape() as tape:
            loss = self.loss(x, y)
        self.w.assign_sub(self.lr * tape.gradient(loss, self.w))
        self.on_batch_end(loss)
        return loss


class VerboseLoop(Loop):
    """Tells what it does."""

    def __init__(self, features: int, **kwargs):
        super().__init__(features, **kwargs)
        self.logger = logging.getLogger("loop")

    def on_batch_begin(self, x, y):
        super().on_batch_begin(x, y)
        self.logger.warning("inputs %s with targets %s", x, y)  # expect: tf-logging

    def on_batch_end(self, loss):
        sys.stdout.write(f"batch done, loss {loss}\n")  # expect: tf-print


class HuberLoop(Loop):
    """A robust loss instead of the absolute one."""

    def loss(self, x, y):
        error = tf.linalg.matvec(x, self.w) - y
        return tf.reduce_mean(tf.where(tf.abs(error) < 1.0, 0.5 * error**2, tf.abs(error) - 0.5))


def run(loop: Loop, batches: int = 4):
    losses = []
    for seed in range(batches):
        x = tf.random.stateless_normal([5 + seed, 2], [seed, 6])
        losses.append(float(loop.run_batch(x, x[:, 1])))
    return losses


class _Count(logging.Handler):
    count = 0

    def emit(self, record):
        self.count += 1


if __name__ == "__main__":
    logging.getLogger("loop").propagate = False
    seen = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        handler = _Count()
        logging.getLogger("loop").addHandler(handler)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            loop = VerboseLoop(2)
            run(loop)
        logging.getLogger("loop").removeHandler(handler)
        seen[eager] = (out.getvalue().count("batch done"), handler.count)
        assert len(run(HuberLoop(2))) == 4
    assert seen == {True: (4, 4), False: (1, 1)}, seen
    print("proved")
