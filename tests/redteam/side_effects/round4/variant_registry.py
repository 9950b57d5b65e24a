"""Model variants chosen by name; only the quiet ones are ever compiled."""

from __future__ import annotations

import contextlib
import io
import random
import time

import numpy as np
import tensorflow as tf

VARIANTS = {}
CALLS = []


def register(name: str, compiled: bool):
    """Decorator: files a function under a name, together with whether it may be compiled."""

    def wrap(fn):
        VARIANTS[name] = (fn, compiled)
        return fn

    return wrap


def audit(fn):
    """Wraps a function with Python bookkeeping; for use outside of graphs."""

    def wrapper(*args):
        CALLS.append(fn)
        begin = time.time()
        result = fn(*args)
        print("took", time.time() - begin)
        return result

    return wrapper


def smooth_l1(error):
    return tf.where(tf.abs(error) < 1.0, 0.5 * error**2, tf.abs(error) - 0.5)


@register("quiet", compiled=True)
def quiet(w, x, y):
    """The form for production."""
    return tf.reduce_mean(smooth_l1(tf.linalg.matvec(x, w) - y))


@register("noisy", compiled=False)
def noisy(w, x, y):
    """The form for looking into things."""
    keep = [i for i in range(len(x)) if random.random() < 0.9] or [0]
    CALLS.append(len(keep))
    print("kept", keep)
    return quiet(w, tf.gather(x, keep), tf.gather(y, keep))


class Runner:
    """Descends on a variant."""

    def __init__(self, name: str):
        fn, _ = VARIANTS[name]
        self.loss = fn
        self.w = tf.Variable([0.0, 0.0])
        self.step_count = 0
        self.compiled_update = tf.function(self.pure_update)

    def pure_update(self, x, y):
        with tf.GradientTape() as tape:
            loss = quiet(self.w, x, y)
        self.w.assign_sub(0.5 * tape.gradient(loss, self.w))
        return loss

    def inspected_update(self, x, y):
        with tf.GradientTape() as tape:
            loss = self.loss(self.w, x, y)
        self.w.assign_sub(0.5 * tape.gradient(loss, self.w))
        self.step_count += 1
        return loss


debug_update = audit(Runner.inspected_update)


def run(eager: bool, steps: int = 4):
    tf.config.run_functions_eagerly(eager)
    runner, losses = Runner("quiet"), []
    for seed in range(steps):
        x = tf.random.stateless_normal([6, 2], [seed, 0])
        losses.append(float(runner.compiled_update(x, x[:, 0] - x[:, 1])))
    return losses, runner.w.numpy(), runner.step_count


if __name__ == "__main__":
    eager, graph = run(True), run(False)
    for a, b in zip(eager, graph):
        np.testing.assert_allclose(a, b, rtol=1e-5)
    runner = Runner("noisy")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        for seed in range(3):
            x = tf.random.stateless_normal([6, 2], [seed, 1])
            debug_update(runner, x, x[:, 0])
    assert runner.step_count == 3 and len(CALLS) == 6 and out.getvalue().count("took") == 3
    print("proved")
