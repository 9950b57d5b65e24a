"""Random walks and bootstrap estimates with TensorFlow's own generators."""

from __future__ import annotations

import numpy as np
import tensorflow as tf
from tensorflow import keras, random


class Walker:
    """Walkers on a line whose generator was made outside of the graph."""

    def __init__(self, count: int, seed: int):
        self.rng = random.Generator.from_seed(seed)
        self.position = tf.Variable(tf.zeros([count]), trainable=False)

    def _steps(self):
        return self.rng.normal(self.position.shape)

    @tf.function
    def walk(self):
        for _ in tf.range(3):
            self.position.assign_add(self._steps())
        return self.position + 0.0


class Dropper(tf.Module):
    """Inverted dropout with Keras' seed generator."""

    def __init__(self, rate: float, seed: int):
        super().__init__()
        self.rate = rate
        self.seed_generator = keras.random.SeedGenerator(seed)

    def __call__(self, x):
        mask = keras.random.uniform(tf.shape(x), seed=self.seed_generator) >= self.rate
        return tf.where(mask, x / (1.0 - self.rate), 0.0)


dropper = Dropper(0.25, seed=12)


@tf.function
def noisy_mean(x):
    return tf.reduce_mean(dropper(x))


@tf.function
def bootstrap(values, seed):
    """A resampled mean, with a stateless generator."""
    n = tf.shape(values)[0]
    index = random.stateless_uniform([n], seed, 0, n, tf.int32)
    return tf.reduce_mean(tf.gather(values, index))


@tf.function
def minibatch(values):
    """Shuffled anew in every call, eagerly and in a graph."""
    shuffled = random.shuffle(values)
    return shuffled[:2] + random.uniform([2], maxval=0.5)


def walks(eager: bool):
    tf.config.run_functions_eagerly(eager)
    walker = Walker(5, seed=42)
    positions = [walker.walk().numpy() for _ in range(4)]
    tf.config.run_functions_eagerly(False)
    return positions


if __name__ == "__main__":
    np.testing.assert_allclose(walks(True), walks(False), rtol=1e-5)
    values = tf.range(10, dtype=tf.float32)
    for k in range(4):
        a, b = bootstrap(values, [k, 0]), bootstrap.python_function(values, [k, 0])  # allow: tf-python-container-arg
        np.testing.assert_allclose(a.numpy(), b.numpy())
    for fn in (minibatch, minibatch.python_function):
        assert len({fn(values).numpy().tobytes() for _ in range(4)}) == 4
    draws = {}
    for name, fn in (("eager", noisy_mean.python_function), ("graph", noisy_mean)):
        dropper.seed_generator.state.assign(keras.random.SeedGenerator(12).state)
        draws[name] = [float(fn(tf.ones([40]))) for _ in range(4)]
    np.testing.assert_allclose(draws["eager"], draws["graph"], rtol=1e-6)
    assert len(set(draws["graph"])) > 1
    print("proved")
