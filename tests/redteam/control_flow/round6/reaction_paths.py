"""Integrates the kinetics of a chain of chemical reactions."""
import numpy as np
import tensorflow as tf

SPECIES = 40
TEMPERATURES = [300.0 + 10.0 * k for k in range(60)]


def rate_constants(energies):
    """Arrhenius factors averaged over the temperatures, in plain NumPy."""
    total = np.zeros(len(energies))
    for temperature in TEMPERATURES:
        total += np.exp(-energies / (8.314e-3 * temperature))
    return total / len(TEMPERATURES)


class Chain(tf.Module):
    def __init__(self, energies):
        super().__init__()
        self.rates = tf.constant(rate_constants(energies), tf.float32)
        self.links = [(k, k + 1) for k in range(SPECIES - 1)]
        self.trials = 200

    def derivative(self, amounts):
        flow = self.rates * amounts[:-1]
        return tf.pad(flow, [[1, 0]]) - tf.pad(flow, [[0, 1]])

    @tf.function
    def integrate(self, amounts, dt):
        for _ in tf.range(self.trials):
            k1 = self.derivative(amounts)
            k2 = self.derivative(amounts + 0.5 * dt * k1)
            amounts = amounts + dt * k2
        return amounts

    @tf.function
    def to_equilibrium(self, amounts, dt):
        """Stops when little changes, or after a thousand steps."""
        steps = tf.constant(0)
        change = tf.constant(1.0)
        while change > 1e-3 and steps < 1000:
            update = dt * self.derivative(amounts)
            change = tf.reduce_max(tf.abs(update))
            amounts += update
            steps += 1
        return amounts, steps

    @tf.function
    def reach(self, amounts):
        """The links are summed in Python; one matrix goes into the graph."""
        matrix = np.zeros((SPECIES, SPECIES), np.float32)
        for source, target in self.links:
            matrix[source, target] = 1.0
        names = [f"s{k}" for k in range(SPECIES)]
        filled = tf.linalg.matvec(matrix, amounts, transpose_a=True)
        for _ in range(3):
            filled = tf.linalg.matvec(matrix, filled, transpose_a=True)
        return filled / len(names)


def simulate():
    chain = Chain(np.linspace(1.0, 6.0, SPECIES - 1))
    start = tf.one_hot(0, SPECIES)
    dt = tf.constant(0.05)
    final = chain.integrate(start, dt)
    calm, steps = chain.to_equilibrium(start, dt)
    return chain, [final, calm, steps, chain.reach(start)]


if __name__ == "__main__":
    model, graph = simulate()
    tf.config.run_functions_eagerly(True)
    _, eager = simulate()
    tf.config.run_functions_eagerly(False)
    for left, right in zip(graph, eager):
        np.testing.assert_allclose(left, right, rtol=1e-3, atol=1e-5)
    assert abs(float(tf.reduce_sum(graph[0])) - 1.0) < 1e-3
    for method in (model.integrate, model.to_equilibrium):
        definition = method.get_concrete_function(tf.one_hot(0, SPECIES), tf.constant(0.05)).graph.as_graph_def()
        assert len(definition.node) + sum(len(f.node_def) for f in definition.library.function) < 200
    print("proved")
