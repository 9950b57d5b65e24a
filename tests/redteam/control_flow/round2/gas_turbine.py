"""Thermodynamics of a gas turbine: integrates over the compressor stages and blade angles."""
import numpy as np
import tensorflow as tf

STAGES = 40
ANGLES = np.linspace(0.0, 1.0, 48, dtype=np.float32)
GAMMA = 1.4


def stage_ratio(pressure, ratio):
    return pressure * (1.0 + ratio / STAGES)


class Compressor(tf.Module):
    def __init__(self, ratio=3.0):
        super().__init__()
        self.ratio = tf.Variable(ratio)

    def outlet(self, pressure, temperature):
        for _ in range(STAGES):  # expect: tf-python-loop-unroll
            following = stage_ratio(pressure, self.ratio)
            temperature = temperature * tf.pow(following / pressure, (GAMMA - 1.0) / GAMMA)
            pressure = following
        return pressure, temperature

    def staged_outlet(self, pressure, temperature):
        for _ in tf.range(STAGES):
            following = stage_ratio(pressure, self.ratio)
            temperature = temperature * tf.pow(following / pressure, (GAMMA - 1.0) / GAMMA)
            pressure = following
        return pressure, temperature

    @tf.function
    def work(self, pressure, temperature):
        _, hot = self.outlet(pressure, temperature)
        return 1005.0 * (hot - temperature)

    @tf.function
    def staged_work(self, pressure, temperature):
        _, hot = self.staged_outlet(pressure, temperature)
        return 1005.0 * (hot - temperature)


@tf.function
def lift(flow):
    """Sums the force over all blade angles."""
    total = tf.constant(0.0)
    for angle in ANGLES:  # expect: tf-python-loop-unroll
        total += flow * tf.sin(flow * angle)
    return total / len(ANGLES)


@tf.function
def vectorised_lift(flow):
    return tf.reduce_mean(flow * tf.sin(flow * ANGLES))


@tf.function
def losses(flow):
    """Coefficients are Python numbers, and few operations use them."""
    coefficient = 0.0
    for k in range(1, 200):
        coefficient += (-1.0) ** k / k
    terms = [flow ** (k + 1) / (k + 1) for k in range(4)]
    return tf.add_n(terms) * coefficient


def nodes(function, *args):
    definition = function.get_concrete_function(*args).graph.as_graph_def()
    return len(definition.node) + sum(len(f.node_def) for f in definition.library.function)


if __name__ == "__main__":
    inlet = tf.constant(1.0), tf.constant(288.0)
    compressor = Compressor()
    works = float(compressor.work(*inlet)), float(compressor.staged_work(*inlet))
    assert abs(works[0] - works[1]) < 1.0, works
    assert nodes(compressor.work, *inlet) > 4 * STAGES > nodes(compressor.staged_work, *inlet)
    flow = tf.constant(0.5)
    assert abs(float(lift(flow)) - float(vectorised_lift(flow))) < 1e-5
    assert nodes(lift, flow) > 3 * len(ANGLES) > 5 * nodes(vectorised_lift, flow)
    for value in (0.5, 2.0):
        flow = tf.constant(value)
        assert abs(float(losses(flow)) - float(losses.python_function(flow))) < 1e-4
    assert nodes(losses, flow) < 40
    print("proved")
