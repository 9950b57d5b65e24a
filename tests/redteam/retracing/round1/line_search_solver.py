"""Gradient descent with an Armijo line search, all of it in one graph."""
import numpy as np
import tensorflow as tf


@tf.function
def objective(point):
    return tf.square(1.0 - point[0]) + 10.0 * tf.square(point[1] - tf.square(point[0]))


@tf.function
def advance(point, gradient, rate):
    return point - rate * gradient


@tf.function
def armijo(point, gradient, value, attempts):
    """The longest step of 1, 1/2, 1/4... that lowers the objective enough."""

    @tf.function
    def lowers_enough(rate):
        slope = tf.reduce_sum(tf.square(gradient))
        return objective(advance(point, gradient, rate)) <= value - 1e-4 * rate * slope

    rate = tf.constant(1.0)
    for _ in tf.range(attempts):
        if not lowers_enough(rate):
            rate = 0.5 * rate
    return rate


@tf.function
def minimise(start, steps):
    point = start
    for step in tf.range(steps):
        with tf.GradientTape() as tape:
            tape.watch(point)
            value = objective(point)
        gradient = tape.gradient(value, point)
        rate = armijo(point, gradient, value, attempts=20)
        point = damped(advance(point, gradient, rate), point, step)
    return point, objective(point)


@tf.function
def damped(new, old, step):
    keep = 0.1 / (tf.cast(step, tf.float32) + 1.0)
    return (1.0 - keep) * new + keep * old


def restarts(starts, steps):
    results = []
    for start in starts:
        point, value = minimise(tf.constant(start, tf.float32), tf.constant(steps))
        results.append((float(value), point.numpy().tolist()))
    return sorted(results)


def main():
    generator = np.random.default_rng(5)
    return restarts(generator.uniform(-1.5, 1.5, size=[5, 2]), steps=40)


if __name__ == "__main__":
    results = main()
    assert results[0][0] < 0.5
    for function in (objective, advance, armijo, damped, minimise):
        assert function.experimental_get_tracing_count() == 1, function
    tf.config.run_functions_eagerly(True)
    small = restarts([[0.5, 0.5]], steps=3)
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(restarts([[0.5, 0.5]], steps=3)[0][0], small[0][0], rtol=1e-4)
    print("proved")
