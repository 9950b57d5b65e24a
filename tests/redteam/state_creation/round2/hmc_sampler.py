"""Hamiltonian Monte Carlo on a Gaussian target, with a Metropolis test."""
import keras
import tensorflow as tf
from tensorflow.python.eager import def_function


def log_density(x):
    return -0.5 * tf.reduce_sum(tf.square(x))


def leapfrog(x, p, step, count):
    for _ in range(count):
        with tf.GradientTape() as tape:
            tape.watch(x)
            energy = log_density(x)
        p = p + step * tape.gradient(energy, x)
        x = x + step * p
    return x, p


def metropolis(current, proposed, log_ratio, threshold):
    def accept():
        rejections = tf.Variable(0.0, trainable=False)  # expect: tf-variable-creation
        return proposed + 0.0 * rejections

    def reject():
        return tf.identity(current)

    return tf.cond(tf.math.log(threshold) < log_ratio, accept, reject)


def draw_momentum(shape):
    seeds = keras.random.SeedGenerator(7)  # expect: tf-variable-creation  allow: tf-layer-creation
    return keras.random.normal(shape, seed=seeds)


@def_function.function
def transition(x, momentum, threshold):
    proposed, p = leapfrog(x, momentum, 0.1, 5)
    before = log_density(x) - 0.5 * tf.reduce_sum(momentum ** 2)
    after = log_density(proposed) - 0.5 * tf.reduce_sum(p ** 2)
    return metropolis(x, proposed, after - before, threshold)


@def_function.function
def warm_start(x):
    momentum = draw_momentum((2,))
    return leapfrog(x, momentum, 0.1, 2)[0]


def chain(x, steps):
    states = []
    for step in range(steps):
        momentum = tf.random.stateless_normal([2], seed=[step, 1])
        x = transition(x, momentum, tf.constant(1e-6))
        states.append(x)
    return tf.stack(states)


if __name__ == "__main__":
    start = tf.constant([1.0, -1.0])
    tf.config.run_functions_eagerly(True)
    assert chain(start, 3).shape == (3, 2)
    assert warm_start(start).shape == (2,)
    tf.config.run_functions_eagerly(False)
    for call in (lambda: chain(start, 3), lambda: warm_start(start)):
        try:
            call()
        except ValueError as error:
            assert "only supports singleton tf.Variables" in str(error)
        else:
            raise AssertionError("state made on each call must be refused")
    print("proved")
