"""A water network whose parts are called like things of the operating system."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class SimulatedClock(tf.Module):
    """Simulated time; `sleep` moves it on."""

    def __init__(self, start: float = 0.0):
        super().__init__()
        self.now_seconds = tf.Variable(start)

    def time(self):
        return self.now_seconds.read_value()

    def sleep(self, seconds):
        self.now_seconds.assign_add(seconds)


class Valve(tf.Module):
    def __init__(self, flow: float):
        super().__init__()
        self.flow = flow
        self.opening = tf.Variable(0.0)

    def open(self, fraction):
        self.opening.assign(tf.clip_by_value(fraction, 0.0, 1.0))

    def input(self, pressure):
        return self.flow * self.opening * pressure


class Register(tf.Module):
    """A tensor register file with `write` and `log`."""

    def __init__(self, size: int):
        super().__init__()
        self.cells = tf.Variable(tf.zeros([size]))

    def write(self, index, value):
        self.cells.scatter_nd_update([[index]], [value])

    def log(self):
        return tf.math.log1p(self.cells)


class Network:
    def __init__(self, valves: int):
        self.clock = SimulatedClock()
        self.valves = [Valve(1.0 + k) for k in range(valves)]
        self.register = Register(valves)
        self.step = tf.function(self._step)

    def _step(self, pressure, print=False):
        """One step of a second; `print` asks for the logarithms of the flows."""
        time = self.clock
        random = tf.random
        for number, valve in enumerate(self.valves):
            valve.open(random.stateless_uniform([], [number, 3]) + 0.1 * time.time())
            self.register.write(number, valve.input(pressure))
        time.sleep(1.0)
        if print:
            return self.register.log()
        return self.register.cells.read_value()


def simulate(eager: bool):
    tf.config.run_functions_eagerly(eager)
    network = Network(3)
    flows = [network.step(tf.constant(1.0 + 0.5 * k), print=k % 2 == 0).numpy() for k in range(5)]
    tf.config.run_functions_eagerly(False)
    return np.array(flows), float(network.clock.time())


if __name__ == "__main__":
    eager, traced = simulate(True), simulate(False)
    np.testing.assert_allclose(eager[0], traced[0], rtol=1e-5)
    assert eager[1] == traced[1] == 5.0
    print("proved")
