"""A trainer of a heating controller with switches for debugging, all off unless asked for."""
from __future__ import annotations

import argparse
import contextlib
import os

import keras
import numpy as np
import tensorflow as tf


@contextlib.contextmanager
def eager_functions(enabled: bool = True):
    """Runs functions eagerly within, and restores what was set."""
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(enabled)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(before)


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--debug", action="store_true")
    parser.add_argument("--epochs", type=int, default=2)
    return parser.parse_args(arguments)


def configure(arguments: argparse.Namespace) -> None:
    if arguments.debug or os.environ.get("HEATING_EAGER") == "1":
        tf.config.run_functions_eagerly(True)
    else:
        tf.config.run_functions_eagerly(False)


def controller(debug: bool) -> keras.Model:
    keras.utils.set_random_seed(9)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", loss="mse", run_eagerly=debug, jit_compile=False)
    return model


@tf.function
def demand(inside, outside, target):
    loss = 0.1 * (inside - outside)
    power = tf.maximum(target - inside + loss, 0.0)
    if power > 3.0:
        power = tf.constant(3.0)
    return power


@tf.function
def runs_eagerly():
    return tf.constant(tf.executing_eagerly())


def train(arguments):
    rng = np.random.default_rng(0)
    x = rng.uniform(size=(8, 2)).astype(np.float32)
    model = controller(arguments.debug)
    history = model.fit(x, x[:, 0], epochs=arguments.epochs, batch_size=4, shuffle=False, verbose=0)
    return history.history["loss"]


if __name__ == "__main__":
    usual, debugging = options([]), options(["--debug"])
    configure(usual)
    assert not tf.config.functions_run_eagerly() and not bool(runs_eagerly())
    weather = [(18.0, 5.0), (21.0, 10.0), (10.0, -5.0)]
    target = tf.constant(20.0)
    graph = [float(demand(tf.constant(i), tf.constant(o), target)) for i, o in weather]
    losses = train(usual)
    with eager_functions():
        assert bool(runs_eagerly())
        eager = [float(demand(tf.constant(i), tf.constant(o), target)) for i, o in weather]
    assert not tf.config.functions_run_eagerly() and graph == eager
    np.testing.assert_allclose(train(debugging), losses, rtol=1e-5)
    print("proved")
