"""A single-server queue simulated in batches of arrivals."""
from __future__ import annotations

import functools

import tensorflow as tf


def compiled(fn=None, *, reduce=True):
    """Project decorator: ``tf.function`` with the options that all simulations share."""
    if fn is None:
        return functools.partial(compiled, reduce=reduce)
    return tf.function(fn, autograph=True, reduce_retracing=reduce)


class QueueSimulation:
    """Lindley recursion for waiting times; busy time is accumulated over batches."""

    def __init__(self, service: float) -> None:
        self.service = service
        self.started = False
        self.busy = None
        self.waiting = tf.Variable(0.0)

    @compiled
    def advance(self, gaps: tf.Tensor) -> tf.Tensor:
        """Waiting time after the arrivals of one batch."""
        wait = self.waiting.read_value()
        for gap in gaps:
            wait = tf.maximum(0.0, wait + self.service - gap)
        self.waiting.assign(wait)
        print("waiting now", wait)  # expect: tf-print
        return wait

    @compiled(reduce=False)
    def utilisation(self, gaps: tf.Tensor) -> tf.Tensor:
        """Share of time in which the server worked."""
        if not self.started:
            self.busy = tf.Variable(0.0)  # expect: tf-variable-creation  allow: tf-variable-rebound
        self.busy.assign_add(self.service * tf.cast(tf.size(gaps), tf.float32))
        return self.busy / tf.reduce_sum(gaps)


def simulate(queue: QueueSimulation, batches: list[list[float]]) -> list[float]:
    return [float(queue.advance(tf.constant(gaps))) for gaps in batches]


if __name__ == "__main__":
    import contextlib
    import io

    arrivals = [[1.0, 0.5], [0.2, 0.2], [3.0, 0.1]]
    outputs, waits = {}, {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        with contextlib.redirect_stdout(io.StringIO()) as text:
            waits[eagerly] = simulate(QueueSimulation(0.6), arrivals)
        outputs[eagerly] = text.getvalue().count("waiting now")
    assert waits[True] == waits[False] and outputs == {True: 3, False: 1}
    queue = QueueSimulation(0.6)
    tf.config.run_functions_eagerly(True)
    for _ in range(3):
        queue.utilisation(tf.constant(arrivals[0]))
    tf.config.run_functions_eagerly(False)
    try:
        QueueSimulation.utilisation(queue, tf.constant(arrivals[0]))
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "self.busy = tf.Variable(0.0)" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
