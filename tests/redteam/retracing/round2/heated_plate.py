"""Heat on a plate: compiled sweeps inside a compiled solver, driven from a loop of time steps."""
import numpy as np
import tensorflow as tf


@tf.function
def sweep(plate, number, omega):
    """One damped relaxation; every fourth one is not damped."""
    padded = tf.pad(plate, [[1, 1], [1, 1]], "SYMMETRIC")
    mean = 0.25 * (padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:])
    weight = tf.where(number % 4 == 0, 1.0, omega)
    return plate + weight * (mean - plate)


class Plate:
    def __init__(self, size, omega=0.7):
        self.omega = omega
        self.temperature = tf.Variable(tf.zeros([size, size]))
        self.elapsed = 0.0

    def _sources(self):
        return ((1, 1), (2, 3))

    @tf.function
    def relax(self, sweeps, heat):
        @tf.function  # allow: tf-redundant-decorator
        def heated(plate):
            return tf.tensor_scatter_nd_add(plate, self._sources(), tf.fill([2], heat))

        plate = heated(self.temperature)
        for number in tf.range(sweeps):
            plate = sweep(plate, number, self.omega)
        self.temperature.assign(plate)
        return tf.reduce_max(plate)

    def step(self, heat, dt):
        peak = self.relax(tf.constant(3 + int(10.0 * heat)), tf.constant(heat * dt))
        self.elapsed += dt
        return float(peak)


def pulses(count):
    heat = 1.0
    while count:
        yield heat
        heat *= 0.8
        count -= 1


def run(steps):
    plate = Plate(5)
    peaks = [plate.step(heat, dt=0.5) for heat in pulses(steps)]
    return plate, peaks


if __name__ == "__main__":
    plate, peaks = run(6)
    assert plate.elapsed == 3.0
    assert plate.relax.experimental_get_tracing_count() == 1
    assert sweep.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(run(6)[1], peaks, rtol=1e-4)
    print("proved")
