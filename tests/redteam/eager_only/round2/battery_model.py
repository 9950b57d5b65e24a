"""The terminal voltage of a battery pack from charge and current."""
from dataclasses import dataclass

import numpy as np
import tensorflow as tf

CHARGES = np.array([0.0, 0.1, 0.5, 0.9, 1.0])
VOLTAGES = np.array([3.0, 3.4, 3.7, 4.0, 4.2])
RESISTANCE = 0.05


@dataclass(frozen=True)
class Cell:
    charge: tf.Tensor
    current: tf.Tensor
    resistance: float = RESISTANCE

    def open_circuit(self):
        """The voltage at rest, from the table of the maker."""
        volts = np.interp(self.charge, CHARGES, VOLTAGES)  # expect: tf-numpy-op
        return volts.astype(np.float32)

    def drop(self):
        return self.resistance * self.current

    def heat(self):
        return self.current * self.drop()


@tf.function
def terminal_voltage(charge, current):
    cell = Cell(charge, current)
    return cell.open_circuit() - cell.drop()


@tf.function
def pack_heat(first, second, third):
    """The mean heat of three cells in series."""
    cells = [Cell(tf.ones_like(current), current) for current in (first, second, third)]
    return np.mean([cell.heat() for cell in cells])  # expect: tf-numpy-op


@tf.function
def tabulated(steps):
    grid = np.interp(np.linspace(0.0, 1.0, 11), CHARGES, VOLTAGES).astype(np.float32)
    return tf.gather(grid, steps)


def currents():
    return tf.constant(1.0), tf.constant(2.0), tf.constant(3.0)


def failure(traced, *arguments):
    try:
        traced(*arguments)
    except NotImplementedError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    state = tf.constant([0.5, 1.0]), tf.constant([2.0, 4.0])
    assert np.allclose(terminal_voltage.python_function(*state), [3.6, 4.0])
    assert np.isclose(pack_heat.python_function(*currents()), 0.05 * 14 / 3)
    assert np.allclose(tabulated(tf.constant([5, 10])), [3.7, 4.2])
    for text, culprit in (
        (failure(terminal_voltage, *state), "np.interp(self.charge"),
        (failure(pack_heat, *currents()), "np.mean([cell.heat()"),
    ):
        assert "Cannot convert a symbolic tf.Tensor" in text and culprit in text, text
    print("proved")
