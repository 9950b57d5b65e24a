"""Transport of volcanic gas: NumPy provides types, constants, grids and limits, TensorFlow the operations."""
import numpy as np
import tensorflow as tf

DTYPE = np.float32
EPS = np.finfo(DTYPE).eps
LARGEST = np.iinfo(np.int32).max
GRID = np.linspace(0.0, 1.0, 6, dtype=DTYPE)
STENCIL = np.array([1.0, -2.0, 1.0], DTYPE)


def padded_grid(count):
    return np.pad(GRID, (count, count), mode="edge")


@tf.function
def diffuse(gas, rate):
    """One step; arrays meet tensors only in operators and arguments."""
    kernel = np.reshape(STENCIL, (-1, 1, 1))
    field = tf.cast(gas, DTYPE)[np.newaxis, :, np.newaxis]
    change = tf.nn.conv1d(field, kernel, 1, "SAME")[0, :, 0]
    damping = np.exp(-np.square(GRID - 0.5)).astype(DTYPE)
    result = gas + rate * change * damping
    return tf.clip_by_value(result, DTYPE(0.0), np.inf) + EPS


@tf.function
def arrival(gas, limit):
    """Where the gas exceeds a limit: an index, LARGEST for nowhere."""
    above = tf.where(gas > limit)
    none = tf.equal(tf.size(above), 0)
    index = tf.where(none, np.int32(LARGEST), tf.cast(tf.reduce_min(tf.pad(above, [[0, 1], [0, 0]])), tf.int32))
    return index, none


@tf.function
def profile(gas, order=2):
    powers = np.vander(GRID, order + 1)
    fit = tf.linalg.lstsq(tf.constant(powers, DTYPE), gas[:, None])[:, 0]
    size = np.prod(gas.shape) * np.ndim(GRID)
    assert np.shape(gas) == GRID.shape and np.isscalar(order)
    zeros = np.zeros(gas.shape, gas.dtype.as_numpy_dtype)
    window = np.hanning(gas.shape[0])[1:-1].astype(DTYPE)
    inner = gas[1:-1] * window / window.sum()
    return fit, tf.reduce_sum(inner) / size, zeros + np.pi * gas, padded_grid(1)[:2] * gas[0]


class Plume(tf.Module):
    def __init__(self):
        super().__init__()
        self.gas = tf.Variable(np.where(GRID > 0.5, 1.0, 0.0).astype(DTYPE))
        self.rates = np.geomspace(0.1, 0.4, 3, dtype=DTYPE)

    @tf.function
    def step(self):
        for rate in self.rates:
            self.gas.assign(diffuse(self.gas, tf.constant(rate)))
        return np.float32(2.0) * tf.reduce_sum(self.gas) + np.max(self.rates)


def plain(result):
    return [np.asarray(v) for v in tf.nest.flatten(result)]


def observed():
    plume = Plume()
    rows = []
    for _ in range(3):
        rows += plain(plume.step()) + plain(profile(plume.gas.read_value()))
        for limit in (0.1, 5.0):
            rows += plain(arrival(plume.gas.read_value(), tf.constant(limit)))
    return rows


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        assert a.dtype == b.dtype
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)
    print("proved")
