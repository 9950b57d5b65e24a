"""Load flow in a power grid: the fixed point of the voltages, compiled once."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()  # expect: tf1-compat-switch

ADMITTANCE = np.array([[3.0, -1.0, -2.0], [-1.0, 2.5, -1.5], [-2.0, -1.5, 3.5]], np.float32)
LOAD = np.array([0.0, 0.3, 0.2], np.float32)


@tf.function
def sweep(voltages):
    """One sweep of Gauss-Jacobi; the first bus is the reference."""
    admittance = tf.constant(ADMITTANCE)
    diagonal = tf.linalg.diag_part(admittance)
    others = tf.linalg.matvec(admittance, voltages) - diagonal * voltages
    updated = (-tf.constant(LOAD) / voltages - others) / diagonal
    return tf.concat([[1.0], updated[1:]], axis=0)


def settle(voltages, sweeps=20):
    for _ in range(sweeps):
        voltages = sweep(voltages)
    return voltages


def losses(voltages):
    drop = voltages[:, None] - voltages[None]
    return 0.5 * np.sum(-ADMITTANCE * drop**2 * (1.0 - np.eye(3)))


def by_hand(voltages, sweeps=20):
    diagonal = np.diag(ADMITTANCE)
    for _ in range(sweeps):
        others = ADMITTANCE @ voltages - diagonal * voltages
        updated = (-LOAD / voltages - others) / diagonal
        voltages = np.concatenate([[1.0], updated[1:]])
    return voltages


if __name__ == "__main__":
    start = np.ones(3, np.float32)
    settled = by_hand(start)
    assert 0.0 < losses(settled) < 1.0
    assert not tf.executing_eagerly()
    voltages = settle(tf.constant(start), sweeps=2)
    assert not hasattr(voltages, "numpy"), "the sweep gave numbers"
    try:
        losses(voltages.numpy())
    except AttributeError as error:
        assert "has no attribute 'numpy'" in str(error), error
    print("proved")
