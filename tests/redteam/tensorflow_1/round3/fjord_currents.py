"""Currents in a fjord by finite differences, on top of an array library that was written for both versions."""
import numpy as np
import tensorflow as tf

v1 = tf.compat.v1
v1.logging.set_verbosity(v1.logging.ERROR)
v1.disable_v2_behavior()  # expect: tf1-compat-switch


class Basin:
    """Water levels on a line of cells."""

    def __init__(self, cells, depth=10.0):
        self.cells = cells
        self.depth = depth

    def start(self):
        level = np.zeros(self.cells, np.float32)
        level[0] = 1.0
        return level

    @tf.function
    def step(self, level, flow):
        slope = tf.roll(level, -1, axis=0) - level
        flow = flow - 0.05 * self.depth * slope
        level = level - 0.1 * (flow - tf.roll(flow, 1, axis=0))
        return level, flow


class NumpyBasin(Basin):
    """The same by hand, to compare with."""

    def step(self, level, flow):
        slope = np.roll(level, -1) - level
        flow = flow - 0.05 * self.depth * slope
        return level - 0.1 * (flow - np.roll(flow, 1)), flow


def simulate(basin, steps=4):
    level, flow = basin.start(), np.zeros(basin.cells, np.float32)
    history = []
    for _ in range(steps):
        level, flow = basin.step(level, flow)
        history.append(level)
    return history


def highest(basin):
    return max(float(level.max()) for level in simulate(basin))


def energy(history):
    return [float((level**2).sum()) for level in history]


def as_arrays(history):
    """What the plots are made from."""
    return [level.numpy() for level in history]


if __name__ == "__main__":
    by_hand = simulate(NumpyBasin(6))
    assert 0.0 < highest(NumpyBasin(6)) <= 1.0 and len(energy(by_hand)) == 4
    history = simulate(Basin(6))
    assert not tf.executing_eagerly()
    try:
        as_arrays(history)
    except AttributeError as error:
        assert "'SymbolicTensor' object has no attribute 'numpy'" in str(error), error
    else:
        raise AssertionError("the levels were arrays")
    with v1.Session() as session:
        for expected, level in zip(by_hand, session.run(history)):
            assert np.abs(expected - level).max() < 1e-4
    print("proved")
