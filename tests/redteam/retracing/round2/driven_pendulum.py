"""Integrates a driven pendulum with a stepper chosen by name."""
import argparse
import math

import tensorflow as tf

DRIVE = 0.6


def acceleration(angle, velocity, clock):
    return -tf.sin(angle) - 0.1 * velocity + DRIVE * tf.cos(0.7 * tf.cast(clock, tf.float32))


@tf.function
def euler(state, clock, dt):
    angle, velocity = state[0], state[1]
    return tf.stack([angle + dt * velocity, velocity + dt * acceleration(angle, velocity, clock)])


@tf.function
def midpoint(state, clock, dt):
    half = 0.5 * dt
    angle = state[0] + half * state[1]
    velocity = state[1] + half * acceleration(state[0], state[1], clock)
    return tf.stack([state[0] + dt * velocity, state[1] + dt * acceleration(angle, velocity, clock + half)])


STEPPERS = {"euler": euler, "midpoint": midpoint}


def advance(method, state, clock, dt):
    """One step of the method."""
    stepper = STEPPERS[method]
    return stepper(state, clock, dt)  # expect: tf-python-scalar-arg


def integrate(method, angle, horizon, dt):
    state = tf.constant([angle, 0.0])
    clock = 0.0
    path = [state]
    while clock < horizon:
        state = advance(method, state, clock, dt)
        path.append(state)
        clock += dt
    return tf.stack(path)


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--method", choices=sorted(STEPPERS), default="midpoint")
    parser.add_argument("--angle", type=float, default=0.4)
    parser.add_argument("--horizon", type=float, default=2.0)
    parser.add_argument("--dt", type=float, default=0.25)
    args = parser.parse_args(argv)
    return integrate(args.method, args.angle, args.horizon, args.dt)


if __name__ == "__main__":
    path = main([])
    assert path.shape == (9, 2) and math.isfinite(float(path[-1, 0]))
    assert midpoint.experimental_get_tracing_count() == 8
    state = tf.constant([0.4, 0.0])
    for index in range(6):
        state = euler(state, tf.constant(0.25 * index), tf.constant(0.25))
    assert euler.experimental_get_tracing_count() == 1
    print("proved")
