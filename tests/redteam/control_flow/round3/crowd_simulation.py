"""Simulates a crowd leaving a hall: strategies are objects and closures."""
import functools

import numpy as np
import tensorflow as tf

EXIT = tf.constant([10.0, 5.0])


class Panic:
    """Callable object; changes the speed when it gets tight."""

    def __init__(self, threshold):
        self.threshold = threshold

    def __call__(self, density, speed):
        if density > self.threshold:
            speed = speed * 1.5
        return speed


class Calm(tf.Module):
    def __call__(self, density, speed):
        return speed if density < 2.0 else 0.5 * speed

    @classmethod
    def default(cls):
        return cls(name="calm")

    @staticmethod
    def limit(speed):
        if speed > 2.0:
            return tf.constant(2.0)
        return speed


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with tf.name_scope(function.__name__):
            return function(*args, **kwargs)

    return wrapper


@logged
def density(positions, radius):
    close = tf.norm(positions[:, tf.newaxis] - positions[tf.newaxis], axis=-1) < radius
    pairs = tf.reduce_sum(tf.cast(close, tf.float32)) - tf.cast(tf.shape(positions)[0], tf.float32)
    if pairs > 0.0:
        return pairs / tf.cast(tf.shape(positions)[0], tf.float32)
    return tf.constant(0.0)


def stepper(policy, radius=1.5):
    measure = functools.partial(density, radius=radius)

    def move(positions, speed):
        speed = Calm.limit(policy(measure(positions), speed))
        heading = tf.math.l2_normalize(EXIT - positions, axis=1)
        return positions + 0.1 * speed * heading

    @tf.function
    def evacuate(positions, speed, limit):
        def outside():
            return tf.norm(EXIT - positions, axis=1) < 0.5

        steps = tf.constant(0)
        while steps < limit and not tf.reduce_all(outside()):
            positions = move(positions, speed)
            steps += 1
        return positions, steps

    return evacuate


@tf.function
def averaged(counts, smooth=0.5):
    """Exponential means by a reduction and by a scan; both are given closures."""

    def mix(mean, count):
        if count < 0.0:
            return mean
        return (1.0 - smooth) * mean + smooth * count

    parts = tf.unstack(counts)
    folded = functools.reduce(lambda mean, count: mean if count < 0.0 else mix(mean, count), parts)
    scanned = tf.scan(mix, counts)
    mapped = tf.map_fn(lambda c: tf.sqrt(c) if c > 0.0 else c, counts)
    return folded, scanned[-1], mapped


def compare(left, right):
    for a, b in zip(left, right, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5)


if __name__ == "__main__":
    rng = np.random.default_rng(4)
    eager = lambda density, speed: speed + 0.1 if density > 1.0 else speed
    for evacuate in (stepper(Panic(1.0)), stepper(Calm.default()), stepper(eager)):
        for scale in (0.5, 4.0):
            positions = tf.constant(rng.uniform(0.0, scale, size=(5, 2)), tf.float32)
            for speed, limit in ((1.0, 4), (9.0, 60)):
                arguments = positions, tf.constant(speed), tf.constant(limit)
                compare(evacuate(*arguments), evacuate.python_function(*arguments))
    for values in ([1.0, 4.0, -1.0, 9.0], [-1.0, -2.0, 3.0, 0.0]):
        counts = tf.constant(values)
        compare(averaged(counts), averaged.python_function(counts))
    print("proved")
