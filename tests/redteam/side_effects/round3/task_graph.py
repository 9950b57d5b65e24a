"""A small workflow engine; its decorators have the names of TensorFlow's but are not."""

from __future__ import annotations

import contextlib
import functools
import io
import logging
import random
import time

import numpy as np
import tensorflow as tf

log = logging.getLogger("workflow")


def function(fn=None, *, autograph: bool = True):
    """Registers a task: counts its runs and times them. Nothing is compiled."""
    if fn is None:
        return functools.partial(function, autograph=autograph)

    @functools.wraps(fn)
    def run(*args, **kwargs):
        begin = time.perf_counter()
        result = fn(*args, **kwargs)
        run.calls += 1
        run.seconds += time.perf_counter() - begin
        return result

    run.calls = 0
    run.seconds = 0.0
    run.autograph = autograph
    return run


class Workflow:
    """Runs tasks in order and keeps the results."""

    def __init__(self):
        self.results: dict[str, tf.Tensor] = {}
        self.order: list[str] = []

    def function(self, name: str):
        """Decorator: adds a task under a name."""

        def register(fn):
            self.order.append(name)

            def run(value):
                self.results[name] = fn(value)
                print("finished", name)
                return self.results[name]

            return run

        return register


flow = Workflow()


@function
def sample(size: int):
    values = [random.gauss(0.0, 1.0) for _ in range(size)]
    log.info("drew %d values", len(values))
    return tf.constant(values)


@flow.function("centre")
def centre(values):
    print("mean", float(tf.reduce_mean(values)))
    return values - tf.reduce_mean(values)


@flow.function("scale")
def scale(values):
    return normalise(values)


@tf.function
def normalise(values):
    """The only compiled part."""
    return values / (tf.math.reduce_std(values) + 1e-6)


@function(autograph=False)
def pipeline(size: int):
    return scale(centre(sample(size)))


if __name__ == "__main__":
    outcomes = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        random.seed(0)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            outcomes[eager] = [pipeline(5).numpy() for _ in range(3)]
        assert out.getvalue().count("finished") == 6 and out.getvalue().count("mean") == 3
    np.testing.assert_allclose(outcomes[True], outcomes[False], rtol=1e-5)
    assert len({row.tobytes() for row in outcomes[False]}) == 3
    assert pipeline.calls == sample.calls == 6
    assert set(flow.results) == {"centre", "scale"}
    print("proved")
