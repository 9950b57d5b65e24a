"""A plugin system for an experiment script; its decorators share their names with TensorFlow's."""

from __future__ import annotations

import functools
import random
import time

import numpy as np
import tensorflow as tf

COMMANDS: dict[str, object] = {}
INVOCATIONS: list[str] = []


def function(fn=None, *, name: str | None = None):
    """Registers a command; it stays ordinary Python."""
    if fn is None:
        return functools.partial(function, name=name)

    @functools.wraps(fn)
    def invoke(*args, **kwargs):
        INVOCATIONS.append(name or fn.__name__)
        return fn(*args, **kwargs)

    COMMANDS[name or fn.__name__] = invoke
    return invoke


class Graph:
    """A dependency graph of commands, nothing to do with tensors."""

    def __init__(self):
        self.nodes: list = []
        self.last_run = 0.0

    def function(self, fn):
        self.nodes.append(fn)
        return fn

    def run(self, value):
        self.last_run = time.time()
        for node in self.nodes:
            value = node(value)
            print("ran", node.__name__)
        return value


pipeline = Graph()


@pipeline.function
def shuffle_rows(x):
    order = list(range(x.shape[0]))
    random.shuffle(order)
    print("order", order)
    return tf.gather(x, order)


@function
def center(x):
    print("centering", x.shape[0], "rows")
    return _center(x)


@function(name="normalize")
def rescale(x):
    global _last_scale
    _last_scale = float(tf.reduce_max(tf.abs(x)))
    return x / _last_scale


_last_scale = 1.0


@tf.function
def _center(x):
    """The one compiled function of this script."""
    return x - tf.reduce_mean(x, axis=0, keepdims=True)


@pipeline.function
def count_rows(x):
    INVOCATIONS.append(f"rows {x.shape[0]}")
    return x


if __name__ == "__main__":
    for seed in range(3):
        x = tf.random.stateless_normal([4, 2], [seed, 9])
        np.testing.assert_allclose(_center(x).numpy(), _center.python_function(x).numpy(), rtol=1e-6)
        assert pipeline.run(x).shape == (4, 2)
        y = COMMANDS["normalize"](COMMANDS["center"](x))
        assert abs(float(tf.reduce_max(tf.abs(y))) - 1.0) < 1e-6
    # None of the registered commands is traced: each of their effects happens in every call.
    assert INVOCATIONS.count("center") == INVOCATIONS.count("normalize") == 3
    assert INVOCATIONS.count("rows 4") == 3 and _last_scale != 1.0
    print("proved")
