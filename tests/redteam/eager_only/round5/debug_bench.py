"""A test bench for motors: switches for debugging that are off, switched back, or asked for by an option."""
import contextlib
import os
import sys

import keras
import numpy as np
import tensorflow as tf

DEBUG = os.environ.get("BENCH_DEBUG") == "1"
EAGER = False

if DEBUG:
    tf.config.run_functions_eagerly(True)


@contextlib.contextmanager
def eager_functions():
    """For a stretch of code only."""
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(before)


@tf.function
def torque(current, speed):
    """Newton metres; falls with speed."""
    field = 1.0 / (1.0 + 0.01 * speed)
    if current * field > 3.0:
        current = 3.0 / field
    return current * field * 0.8


class Motor:
    def __init__(self, run_eagerly=False):
        self.run_eagerly = run_eagerly
        self.heat = tf.Variable(20.0)

    @tf.function
    def spin(self, current, steps):
        for _ in tf.range(steps):
            self.heat.assign_add(0.1 * current**2 - 0.01 * (self.heat - 20.0))
        return self.heat.read_value()


def configured(run_eagerly=EAGER, verbose=0):
    keras.utils.set_random_seed(4)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(0.01), run_eagerly=run_eagerly)
    if "--eager" in sys.argv:
        model.run_eagerly = True
    return model


def fit(model, rows=8):
    grid = np.linspace(0.0, 1.0, rows * 2, dtype=np.float32).reshape(rows, 2)
    return model.fit(grid, grid.sum(axis=1), batch_size=4, epochs=2, shuffle=False, verbose=0).history["loss"]


def bench(motor, currents=(0.5, 2.0, 6.0)):
    rows = []
    for value in currents:
        current = tf.constant(value)
        heat = motor.spin(current, tf.constant(3))
        rows.append((float(torque(current, tf.constant(50.0))), float(heat)))
    return rows


def inspected(motor):
    """One step with a look into it, then graphs again."""
    tf.config.run_functions_eagerly(True)
    first = motor.spin(tf.constant(1.0), tf.constant(1)).numpy()
    tf.config.run_functions_eagerly(False)
    return float(first)


if __name__ == "__main__":
    assert not DEBUG and not tf.config.functions_run_eagerly()
    left, right, third = Motor(), Motor(run_eagerly=True), Motor()
    graph = bench(left)
    assert torque.experimental_get_tracing_count() == 1
    with eager_functions():
        eager = bench(right)
    np.testing.assert_allclose(graph, eager, rtol=1e-5)
    assert not tf.config.functions_run_eagerly()
    assert abs(inspected(third) - 20.1) < 1e-4 and not tf.config.functions_run_eagerly()
    third.heat.assign(20.0)
    np.testing.assert_allclose(bench(third), graph, rtol=1e-5)
    assert torque.experimental_get_tracing_count() == 1 and left.spin.experimental_get_tracing_count() == 1
    model = configured()
    assert not model.run_eagerly
    np.testing.assert_allclose(fit(model), fit(configured(run_eagerly=DEBUG)), rtol=1e-5)
    print("proved")
