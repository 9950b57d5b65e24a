"""Fits the price of electricity to the hour of the day with an optimizer of the old interface."""
import numpy as np
import tensorflow as tf


class PriceCurve(tf.Module):
    def __init__(self, harmonics: int):
        super().__init__()
        self.harmonics = harmonics
        self.weights = tf.Variable(tf.zeros([2 * harmonics + 1]), name="weights")

    def basis(self, hours):
        angles = hours[:, None] * tf.range(1.0, self.harmonics + 1.0) * (2.0 * np.pi / 24.0)
        return tf.concat([tf.ones_like(hours)[:, None], tf.sin(angles), tf.cos(angles)], axis=1)

    @tf.function
    def loss(self, hours, prices):
        predicted = tf.linalg.matvec(self.basis(hours), self.weights)
        return tf.reduce_mean(tf.square(predicted - prices))


def fit_by_callable(curve, hours, prices, steps):
    optimizer = tf.compat.v1.train.MomentumOptimizer(0.1, momentum=0.5)
    step = tf.Variable(0, dtype=tf.int64)
    for _ in range(steps):
        optimizer.minimize(lambda: curve.loss(hours, prices), global_step=step, var_list=[curve.weights])
    return int(step)


def fit_by_tape(curve, hours, prices, steps):
    optimizer = tf.compat.v1.train.MomentumOptimizer(0.1, momentum=0.5)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = curve.loss(hours, prices)
        gradients = tape.gradient(loss, [curve.weights])
        optimizer.apply_gradients(zip(gradients, [curve.weights]))


def day():
    hours = tf.range(24.0)
    return hours, 40.0 + 8.0 * tf.sin(hours * (2.0 * np.pi / 24.0))


def by_hand(hours, prices, steps):
    curve = PriceCurve(2)
    velocity = tf.zeros_like(curve.weights)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = PriceCurve.loss.python_function(curve, hours, prices)
        velocity = 0.5 * velocity + tape.gradient(loss, curve.weights)
        curve.weights.assign_sub(0.1 * velocity)
    return curve.weights


if __name__ == "__main__":
    one, other = PriceCurve(2), PriceCurve(2)
    assert fit_by_callable(one, *day(), steps=30) == 30
    fit_by_tape(other, *day(), steps=30)
    expected = by_hand(*day(), steps=30)
    assert np.allclose(one.weights, expected, atol=1e-3), one.weights
    assert np.allclose(other.weights, expected, atol=1e-3)
    assert float(one.loss(*day())) < 1.0
    print("proved")
