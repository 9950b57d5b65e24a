"""Post-processing of wind tunnel runs: settling, balances and sweeps in loops of TensorFlow."""
import numpy as np
import tensorflow as tf

RHO = 1.225


@tf.function
def settle(readings, tolerance):
    """Samples until the moving mean stands still; with a Python counter."""
    mean = readings[0]
    count = 1
    settled = False
    while not settled and count < tf.size(readings):
        new = mean + (readings[count] - mean) / tf.cast(count + 1, tf.float32)
        settled = tf.abs(new - mean) < tolerance
        mean = new
        count += 1
    return mean, count


@tf.function(input_signature=[tf.TensorSpec([None]), tf.TensorSpec([])])
def plateaus(speeds, step):
    """Collects the speeds that differ from the last one kept."""
    kept = speeds[:1]
    for speed in speeds[1:]:
        tf.autograph.experimental.set_loop_options(
            shape_invariants=[(kept, tf.TensorShape([None]))], maximum_iterations=20
        )
        if tf.abs(speed - kept[-1]) >= step:
            kept = tf.concat([kept, [speed]], 0)
    return kept


class Balance(tf.Module):
    """Six components, drift and a zero reading that states of the loop update."""

    def __init__(self):
        super().__init__()
        self.zero = tf.Variable(0.0)
        self.runs = tf.Variable(0, dtype=tf.int64)

    def coefficient(self, force, speed, area):
        dynamic = 0.5 * RHO * speed**2
        if dynamic == 0.0:
            return tf.constant(0.0)
        return (force - self.zero) / (dynamic * area)

    @tf.function
    def sweep(self, forces, speeds, area=0.5):
        best = -np.inf
        where = -1
        table = tf.TensorArray(tf.float32, size=tf.size(forces))
        for k in tf.range(tf.size(forces)):
            value = self.coefficient(forces[k], speeds[k], area)
            table = table.write(k, value)
            if value > best:
                best, where = value, k
            elif value < -1.0:
                self.zero.assign_add(0.01)
                continue
            self.runs.assign_add(1)
        return table.stack(), best, where


@tf.function
def peak_pair(field):
    """Indices of the strongest neighbours of different sign."""
    found = tf.constant([-1, -1])
    rows, columns = field.shape
    for i in tf.range(rows):
        for j in tf.range(columns - 1):
            if field[i, j] * field[i, j + 1] < 0.0:
                found = tf.stack([i, j])
                break
        if found[0] >= 0:
            break
    return found


def same(a, b):
    for x, y in zip(tf.nest.flatten(a), tf.nest.flatten(b), strict=True):
        np.testing.assert_allclose(np.asarray(x), np.asarray(y), rtol=1e-5, atol=1e-6)


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    for _ in range(3):
        readings = tf.constant(10.0 + rng.normal(size=9), tf.float32)
        for tolerance in map(tf.constant, (0.5, 0.01, 0.0)):
            same(settle(readings, tolerance), settle.python_function(readings, tolerance))
            same(plateaus(readings, tolerance), plateaus.python_function(readings, tolerance))
    first, second = Balance(), Balance()
    for scale in (1.0, -30.0, 0.0):
        forces = scale * tf.constant([1.0, 4.0, 2.0])
        speeds = tf.constant([2.0, 0.0, 3.0])
        same(first.sweep(forces, speeds), second.sweep.python_function(forces, speeds))
        same((first.zero, first.runs), (second.zero, second.runs))
    for field in (tf.reshape(tf.range(6.0), [2, 3]), tf.constant([[1.0, 2.0, 3.0], [1.0, -2.0, 3.0]])):
        same(peak_pair(field), peak_pair.python_function(field))
    print("proved")
