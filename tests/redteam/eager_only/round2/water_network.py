"""Pressures in a network of pipes by relaxation, which may fail to converge."""
from functools import partial

import tensorflow as tf

NODES = 4
LINKS = [[0.0, 1.0, 0.0, 0.0], [0.5, 0.0, 0.5, 0.0], [0.0, 0.5, 0.0, 0.5], [0.0, 0.0, 1.0, 0.0]]


class NoConvergence(Exception):
    """The relaxation did not settle."""


def settled(residual, tolerance):
    if residual < tolerance:
        return residual
    raise NoConvergence("the pressures did not settle")  # expect: tf-tensor-raise


def clipped(residual, tolerance):
    return tf.maximum(residual, tolerance)


def make_solver(verdict, rounds):
    if rounds < 1:
        raise ValueError(f"{rounds} rounds are too few")
    links = tf.constant(LINKS)

    def relax(pressure, demand):
        return 0.5 * (pressure + tf.linalg.matvec(links, pressure)) - demand

    @tf.function
    def solve(pressure, demand):
        """The pressures and how far the last round moved them."""
        previous = pressure
        for _ in tf.range(rounds):
            previous = pressure
            pressure = relax(pressure, demand)
        if demand.shape != pressure.shape:
            raise ValueError(f"{demand.shape} demands for {pressure.shape} nodes")
        return pressure, verdict(tf.norm(pressure - previous))

    return solve


def network():
    return tf.constant([3.0, 2.0, 2.0, 1.0]), tf.constant([0.01, 0.0, -0.01, 0.0])


if __name__ == "__main__":
    strict = make_solver(partial(settled, tolerance=0.1), 30)
    lenient = make_solver(partial(clipped, tolerance=1e-6), 30)
    nodes = network()
    pressures, moved = lenient(*nodes)
    same, residual = strict.python_function(*nodes)
    assert bool(tf.reduce_all(tf.abs(pressures - same) < 1e-5)) and float(residual) < 0.1
    assert abs(float(moved) - float(residual)) < 1e-6
    try:
        strict(*nodes)
    except NoConvergence as error:
        assert "the pressures did not settle" in str(error)
    else:
        raise AssertionError("the raise waited for its condition")
    print("proved")
