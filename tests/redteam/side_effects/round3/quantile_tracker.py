"""Streaming quantiles by stochastic approximation, compiled by a factory."""

from __future__ import annotations

import contextlib
import io

from tensorflow import function as graph
import tensorflow as tf


def clip_step(step, limit=1.0):
    return tf.clip_by_value(step, -limit, limit)


def make_tracker(levels, rate: float = 0.5, verbose: bool = True):
    """Returns `(update, updates_done)`.

    Args:
        levels: the wanted quantile levels, between 0 and 1.
        rate: how far an observation moves the estimates.
        verbose: whether each update is reported.
    """
    estimates = tf.Variable(tf.zeros([len(levels)]))
    levels = tf.constant(levels)
    updates = 0

    def report(value):
        print("estimates after observation:", value)  # expect: tf-print

    hooks = [report] if verbose else []

    @graph
    def update(observation):
        nonlocal updates
        below = tf.cast(observation < estimates, tf.float32)
        estimates.assign_add(clip_step(rate * (levels - below)))
        updates += 1  # expect: tf-nonlocal-write
        for hook in hooks:
            hook(estimates.read_value())
        return tf.identity(estimates)

    return update, lambda: updates


def feed(update, stream):
    last = None
    for value in stream:
        last = update(tf.constant(value))
    return last


def summary(stream, eager: bool):
    tf.config.run_functions_eagerly(eager)
    update, count = make_tracker([0.1, 0.5, 0.9])
    with contextlib.redirect_stdout(io.StringIO()) as out:
        last = feed(update, stream)
    return last.numpy().tolist(), count(), out.getvalue().count("after observation")


if __name__ == "__main__":
    stream = [0.3, -1.0, 2.0, 0.7]
    eager, compiled = summary(stream, True), summary(stream, False)
    assert eager[0] == compiled[0]
    assert eager[1:] == (4, 4), eager
    assert compiled[1:] == (1, 1), compiled
    quiet, count = make_tracker([0.5], verbose=False)
    feed(quiet, stream)
    assert count() == 1
    print("proved")
