"""Learns to lift loads with a crane; the inner step descends with an optimizer of the first version."""
import functools

import tensorflow as tf
from tensorflow.compat.v1.train import GradientDescentOptimizer


class Crane(tf.Module):
    def __init__(self):
        super().__init__()
        self.force = tf.Variable([0.1, 0.2, 0.3])

    def swing(self, load):
        angle, speed = tf.constant(0.0), tf.constant(0.0)
        for force in tf.unstack(self.force):
            speed += force - 0.5 * load * tf.sin(angle)
            angle += 0.1 * speed
        return angle**2 + 0.1 * speed**2


def old_step(crane, rate, load):
    loss = crane.swing(load)
    GradientDescentOptimizer(rate).minimize(loss)  # expect: tf1-variables
    return loss


def new_step(crane, rate, load):
    with tf.GradientTape() as tape:
        loss = crane.swing(load)
    crane.force.assign_sub(rate * tape.gradient(loss, crane.force))
    return loss


def make_step(kind, crane, rate=0.1):
    return tf.function(functools.partial(kind, crane, rate))


def lift(step, load, times=5):
    return [float(step(load)) for _ in range(times)]


def careful(crane, load):
    """A step outside of any graph."""
    loss = crane.swing(load)
    return GradientDescentOptimizer(0.1).compute_gradients(loss, [crane.force])  # expect: tf1-variables


if __name__ == "__main__":
    load = tf.constant(1.5)
    crane, reference = Crane(), Crane()
    graph = lift(make_step(new_step, crane), load)
    eager = lift(functools.partial(new_step, reference, 0.1), load)
    assert graph[-1] < graph[0] and all(abs(a - b) < 1e-5 for a, b in zip(graph, eager))
    assert bool(tf.reduce_all(tf.abs(crane.force - reference.force) < 1e-5))
    try:
        lift(make_step(old_step, crane), load)
    except ValueError as error:
        assert "No variables to optimize" in str(error), error
    else:
        raise AssertionError("there was a collection of variables")
    for call in (lambda: old_step(crane, 0.1, load), lambda: careful(crane, load)):
        try:
            call()
        except RuntimeError as error:
            assert "should be a function when eager execution is enabled" in str(error), error
        else:
            raise AssertionError("a loss had a graph")
    print("proved")
