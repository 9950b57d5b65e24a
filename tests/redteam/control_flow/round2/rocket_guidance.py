"""Guidance of a rocket: TensorFlow loops with break, continue, nesting and early ends, compiled or not."""
import numpy as np
import tensorflow as tf

GRAVITY = -9.81


@tf.function
def ascent(thrust, fuel):
    """Flies until the fuel is gone or the apex is reached."""
    height, speed, time = tf.constant(0.0), tf.constant(0.0), tf.constant(0.0)
    burning = tf.constant(True)
    while tf.constant(True):
        acceleration = GRAVITY
        if burning:
            acceleration = acceleration + thrust
            fuel -= 1.0
            burning = fuel > 0.0
        speed += 0.5 * acceleration
        height += 0.5 * speed
        time += 0.5
        if speed <= 0.0 or time > 100.0:
            break
    return height, time


@tf.function
def windows(angles, wind):
    """Counts pairs of angles that work; rows that cannot work are skipped."""
    count = tf.constant(0)
    checked = tf.constant(0)
    for i in tf.range(tf.size(angles)):
        if angles[i] < wind:
            continue
        for j in tf.range(i, tf.size(angles)):
            checked += 1
            if angles[j] - angles[i] > 0.5:
                break
            if angles[j] - angles[i] < 0.1:
                continue
            count += 1
        if count > 5:
            break
    return count, checked


@tf.function(jit_compile=True)
def orbit(radius, speed):
    steps = tf.constant(0)
    while steps < 50 and radius > 0.5:
        speed = speed - 0.1 / tf.square(radius)
        radius = radius + 0.1 * speed
        steps += 1
    return radius if steps == 50 else -radius


def phase(height):
    if height < 10.0:
        name = "pad"
    elif height < 100.0:
        name = "climb"
    else:
        name = "coast"
    return name


@tf.function
def report(height):
    label = phase(height)
    high = not height < 50.0
    middle = 20.0 <= height < 60.0
    return tf.strings.join(["phase ", label]), high, middle


def plain(result):
    return [np.asarray(v).tolist() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    for thrust in (5.0, 15.0, 30.0):
        arguments = tf.constant(thrust), tf.constant(6.0)
        assert plain(ascent(*arguments)) == plain(ascent.python_function(*arguments))
    angles = tf.constant([0.0, 0.3, 0.4, 0.45, 0.8, 0.9, 1.3])
    for wind in (0.0, 0.35, 5.0):
        arguments = angles, tf.constant(wind)
        assert plain(windows(*arguments)) == plain(windows.python_function(*arguments))
    for speed in (0.0, 0.4):
        arguments = tf.constant(1.0), tf.constant(speed)
        assert abs(float(orbit(*arguments)) - float(orbit.python_function(*arguments))) < 1e-4
    for height in (3.0, 30.0, 300.0):
        altitude = tf.constant(height)
        assert plain(report(altitude)) == plain(report.python_function(altitude))
    print("proved")
