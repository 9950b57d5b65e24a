"""Leapfrog integration of satellites around a planet, with checks of what is physical."""
import functools

import tensorflow as tf

MU = 1.0
SURFACE = 0.2


def acceleration(position):
    radius = tf.norm(position, axis=-1, keepdims=True)
    return -MU * position / radius**3


def leapfrog(position, velocity, dt, check):
    half = velocity + 0.5 * dt * acceleration(position)
    moved = position + dt * half
    check(moved)
    return moved, half + 0.5 * dt * acceleration(moved)


def above_surface(position):
    lowest = tf.reduce_min(tf.norm(position, axis=-1))
    assert lowest > SURFACE, "a satellite went down"  # expect: tf-tensor-assert


def still_bound(position):
    assert position.shape[-1] == 2, "planar orbits only"
    highest = tf.reduce_max(tf.norm(position, axis=-1))
    if highest > 100.0 * SURFACE:
        raise RuntimeError("a satellite escaped")  # expect: tf-tensor-raise


def no_check(position):
    del position


low_orbit = tf.function(functools.partial(leapfrog, dt=0.05, check=above_surface))
transfer = tf.function(functools.partial(leapfrog, dt=0.05, check=still_bound))
plain = tf.function(functools.partial(leapfrog, dt=0.05, check=no_check))


def energy(position, velocity):
    kinetic = 0.5 * tf.reduce_sum(velocity**2, axis=-1)
    return kinetic - MU / tf.norm(position, axis=-1)


def start():
    position = tf.constant([[1.0, 0.0], [0.0, 2.0]])
    return position, tf.constant([[0.0, 1.0], [0.7, 0.0]])


if __name__ == "__main__":
    state = start()
    before = energy(*state)
    for check in (above_surface, still_bound):
        moved = leapfrog(*state, dt=0.05, check=check)
        assert bool(tf.reduce_all(tf.abs(moved[0] - plain(*state)[0]) < 1e-6))
    assert bool(tf.reduce_all(tf.abs(energy(*moved) - before) < 1e-3))
    try:
        low_orbit(*state)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error) and "assert lowest > SURFACE" in str(error)
    else:
        raise AssertionError("the assert was converted")
    try:
        transfer(*state)
    except RuntimeError as error:
        assert "a satellite escaped" in str(error)
    else:
        raise AssertionError("the raise was conditional")
    print("proved")
