"""Book-keeping for a particle simulation: list-like containers that live in variables."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class Ledger(tf.Module):
    """A bounded list of numbers in device memory, with the interface of a list."""

    def __init__(self, capacity: int):
        super().__init__()
        self.slots = tf.Variable(tf.zeros([capacity]))
        self.length = tf.Variable(0)

    def append(self, value):
        self[self.length] = value
        self.length.assign_add(1)

    def pop(self):
        self.length.assign_sub(1)
        return self.slots[self.length]

    def clear(self):
        self.length.assign(0)

    def extend(self, values):
        for value in tf.unstack(values):
            self.append(value)

    def __setitem__(self, index, value):
        self.slots.scatter_nd_update([[index]], [value])

    def __iadd__(self, value):
        self.slots.assign_add(tf.fill(self.slots.shape, value))
        return self


class Simulation:
    def __init__(self, particles: int):
        self.positions = tf.Variable(tf.linspace(-1.0, 1.0, particles))
        self.energies = Ledger(32)
        self.extremes = Ledger(32)

    @tf.function
    def step(self, dt):
        self.positions.assign_sub(dt * self.positions)
        self.energies.append(tf.reduce_sum(self.positions**2))
        record = self.extremes.extend
        record(tf.stack([tf.reduce_min(self.positions), tf.reduce_max(self.positions)]))
        return self.energies.length.read_value()

    @tf.function
    def shift(self, amount):
        book = self.energies
        book += amount
        book[0] = tf.constant(-1.0)
        return book.pop()

    @tf.function
    def restart(self):
        self.energies.clear()
        self.extremes.clear()


def run(eager: bool):
    tf.config.run_functions_eagerly(eager)
    simulation = Simulation(4)
    trace = []
    for k in range(4):
        trace.append(float(simulation.step(tf.constant(0.1 * (k + 1)))))
    trace += [float(simulation.shift(tf.constant(0.5))) for _ in range(3)]
    state = [simulation.energies.slots.numpy(), simulation.extremes.slots.numpy()]
    lengths = [int(simulation.energies.length), int(simulation.extremes.length)]
    simulation.restart()
    trace.append(float(simulation.step(tf.constant(0.1))))
    tf.config.run_functions_eagerly(False)
    return trace, state, lengths


if __name__ == "__main__":
    eager, traced = run(True), run(False)
    np.testing.assert_allclose(eager[0], traced[0], rtol=1e-5)
    np.testing.assert_allclose(eager[1], traced[1], rtol=1e-5)
    assert eager[2] == traced[2] == [1, 8]
    print("proved")
