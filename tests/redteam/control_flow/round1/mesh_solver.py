"""Solves a mesh of springs: helpers, nested functions and lambdas whose conditions are converted."""
import functools

import tensorflow as tf


def make_force(stiffness, limit):
    """Forces of springs that tear beyond a limit."""

    def force(extension):
        if tf.abs(extension) > limit:
            return tf.zeros_like(extension)
        return -stiffness * extension

    return force


class Damper:
    def __init__(self, strength):
        self.strength = strength

    def __call__(self, speed):
        return -self.strength * speed if speed > 0.0 else tf.zeros_like(speed)

    @staticmethod
    def stopped(speed):
        return tf.abs(speed) < 1e-3

    @classmethod
    def soft(cls):
        return cls(0.1)


def logged(function):
    """A decorator of the project."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@logged
def bounded(position, wall=2.0):
    while tf.abs(position) > wall:
        position = position * 0.5
    return position


soft_wall = functools.partial(bounded, wall=1.0)


@tf.function
def simulate(position, speed, steps):
    force = make_force(2.0, 5.0)
    damper = Damper.soft()
    tension = lambda p: 1.0 if p > 0.0 else -1.0
    dt = 0.1
    for _ in tf.range(steps):
        acceleration = force(position) + damper(speed) - 0.01 * tension(position)
        speed = speed + dt * acceleration
        position = soft_wall(position + dt * speed)
        if Damper.stopped(speed):
            break
    return position, speed


@tf.function
def relax(positions):
    """Each spring for itself, by functions that are given to TensorFlow."""

    def nearer(position):
        return position - 0.1 if position > 0.5 else position + 0.1

    moved = tf.map_fn(nearer, positions)
    outside = tf.reduce_max(tf.abs(moved)) > 1.0
    moved = tf.cond(outside, lambda: tf.map_fn(bounded, moved), lambda: moved)
    _, total = tf.while_loop(
        lambda k, s: k < tf.size(moved),
        lambda k, s: (k + 1, s + (moved[k] if moved[k] > 0.0 else 0.0)),
        (0, 0.0),
    )
    return moved, total


def plain(result):
    return [round(v, 4) for t in result for v in tf.reshape(t, [-1]).numpy().tolist()]


if __name__ == "__main__":
    for start in (0.5, -3.0, 40.0):
        for steps in (3, 30):
            arguments = tf.constant(start), tf.constant(1.0), tf.constant(steps)
            assert plain(simulate(*arguments)) == plain(simulate.python_function(*arguments))
    for mesh in ([0.2, 0.9, -5.0], [0.4, 0.4, 0.6], [9.0, 0.0, 0.5]):
        springs = tf.constant(mesh)
        assert plain(relax(springs)) == plain(relax.python_function(springs))
    print("proved")
