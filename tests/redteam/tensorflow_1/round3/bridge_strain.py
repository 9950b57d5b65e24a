"""Strain in a bridge: the solver of the old code still runs in a session that brings its own graph along."""
import numpy as np
import tensorflow as tf

v1 = tf.compat.v1


@tf.function
def strain(displacement, length):
    gaps = displacement[1:] - displacement[:-1]
    return gaps / length


def old_solver(load, stiffness, rounds=40):
    """Gradient descent on the energy of a chain of springs; entering a session enters its graph."""
    with v1.Session() as session:
        fed = v1.placeholder(tf.float32, load.shape, name="load")
        moved = tf.Variable(tf.zeros(load.shape), name="moved")
        fixed = tf.concat([[0.0], moved], axis=0)
        energy = 0.5 * stiffness * tf.reduce_sum((fixed[1:] - fixed[:-1]) ** 2) - tf.reduce_sum(fed * moved)
        step = v1.train.GradientDescentOptimizer(0.1).minimize(energy)
        session.run(v1.global_variables_initializer())
        for _ in range(rounds):
            session.run(step, feed_dict={fed: load})
        return session.run(fixed)


class Solver:
    def __init__(self, stiffness):
        self.stiffness = stiffness
        self.moved = None

    @tf.function
    def step(self, moved, load):
        with tf.GradientTape() as tape:
            tape.watch(moved)
            fixed = tf.concat([[0.0], moved], axis=0)
            energy = 0.5 * self.stiffness * tf.reduce_sum((fixed[1:] - fixed[:-1]) ** 2)
            energy -= tf.reduce_sum(load * moved)
        return moved - 0.1 * tape.gradient(energy, moved)

    def solve(self, load, rounds=40):
        moved, load = tf.zeros(load.shape), tf.constant(load)
        for _ in range(rounds):
            moved = self.step(moved, load)
        return tf.concat([[0.0], moved], axis=0)


def compare(load, stiffness):
    new = Solver(stiffness).solve(load).numpy()
    old = old_solver(load, stiffness)
    return np.abs(new - old).max(), new


if __name__ == "__main__":
    for load in (np.float32([0.0, 0.0, 1.0]), np.float32([0.5, -0.2, 0.1])):
        gap, moved = compare(load, 2.0)
        assert gap < 1e-4, gap
        graph = strain(tf.constant(moved), tf.constant(2.0))
        eager = strain.python_function(tf.constant(moved), tf.constant(2.0))
        assert graph.numpy().tolist() == eager.numpy().tolist()
        assert tf.executing_eagerly()
    print("proved")
