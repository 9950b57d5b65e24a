"""Compares two robust losses, each one function object from a registry."""
import functools

import numpy as np
import tensorflow as tf

REGISTRY = {}


def register(name):
    def decorate(function):
        REGISTRY[name] = function
        return function

    return decorate


def huber(delta, residual):
    size = tf.abs(residual)
    return tf.where(size < delta, 0.5 * tf.square(size), delta * (size - 0.5 * delta))


REGISTRY["huber"] = functools.partial(huber, 1.0)


@register("cauchy")
def cauchy(residual):
    return tf.math.log1p(tf.square(residual))


@tf.function
def robust_step(weights, features, targets, loss, rate):
    with tf.GradientTape() as tape:
        value = tf.reduce_mean(loss(targets - tf.linalg.matvec(features, weights)))
    weights.assign_sub(rate * tape.gradient(value, weights))
    return value


@tf.function
def transformed(batch, transform):
    return transform(batch)


class Standardizer:
    def __init__(self, sample):
        self.mean = tf.constant(sample.mean(axis=0))
        self.scale = tf.constant(sample.std(axis=0))

    def apply(self, batch):
        return (batch - self.mean) / self.scale


def make_data(batches=3):
    generator = np.random.default_rng(20)
    features = generator.normal(2.0, 3.0, size=[batches, 10, 2]).astype(np.float32)
    targets = features.sum(axis=-1) / 3.0
    targets[:, 0] += 50.0
    return features, targets


def fit(name, features, targets, standardize, epochs=6):
    loss = REGISTRY[name]
    weights = tf.Variable([0.0, 0.0])
    history = []
    for _ in range(epochs):
        for batch, target in zip(features, targets):
            inputs = transformed(batch, standardize)
            history.append(float(robust_step(weights, inputs, target, loss, rate=0.1)))
    return history


def main():
    features, targets = make_data()
    standardize = Standardizer(features.reshape(-1, 2)).apply
    return {name: fit(name, features, targets, standardize) for name in ("huber", "cauchy")}


if __name__ == "__main__":
    graph = main()
    assert robust_step.experimental_get_tracing_count() == 2
    assert transformed.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    eager = main()
    for name, values in graph.items():
        np.testing.assert_allclose(values, eager[name], rtol=1e-3)
    print("proved")
