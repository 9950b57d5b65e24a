"""A Metropolis sampler whose helpers serve both values and graphs."""
import math
import warnings

import numpy as np
import tensorflow as tf

PRIOR = tf.constant([0.0, 2.0])
STEP = tf.constant(0.8)


def static_size(x):
    """The value of a constant, where the graph knows it."""
    value = tf.get_static_value(x)
    return None if value is None else int(value)


def check_finite(x):
    """Looks at the value where there is one, and else when the graph runs."""
    if hasattr(x, "numpy"):
        if math.isnan(x.numpy()):
            raise ValueError(f"not a number: {x.numpy()}")
        return x
    return tf.debugging.check_numerics(x, "log density")


def warn_if_far(x, limit=10.0):
    try:
        distance = abs(float(x.numpy()) - float(PRIOR[0]))
    except AttributeError:
        return
    if distance > limit:
        warnings.warn(f"a start at {x.numpy():.1f} is far from the prior")


class Posterior:
    def __init__(self, data):
        self.count = len(data)
        self.mean = float(np.mean(data))
        self.scale = math.sqrt(np.var(data) / self.count)

    def log_density(self, x):
        prior = -0.5 * ((x - PRIOR[0]) / PRIOR[1]) ** 2
        return prior - 0.5 * ((x - self.mean) / self.scale) ** 2


class Sampler:
    def __init__(self, posterior):
        self.posterior = posterior
        self.accepted = tf.Variable(0.0)

    @tf.function
    def move(self, x, seed):
        noise = tf.random.stateless_normal([2], seed)
        proposal = x + STEP * noise[0]
        ratio = self.posterior.log_density(proposal) - self.posterior.log_density(x)
        if tf.executing_eagerly():
            assert not math.isnan(ratio.numpy())
        if tf.math.log(tf.abs(noise[1]) / 4.0 + 1e-6) < ratio:
            self.accepted.assign_add(1.0)
            x = proposal
        return x, check_finite(self.posterior.log_density(x))

    @tf.function
    def random_walk(self, x, seeds):
        """The mean log density along a walk that accepts every step."""
        warn_if_far(x)
        with tf.init_scope():
            width = tf.constant(2.0).numpy() * STEP.numpy()
        total = tf.zeros([])
        rows = static_size(tf.constant(3))
        for seed in seeds[:rows]:
            x = x + width * tf.random.stateless_normal([], seed)
            total += self.posterior.log_density(x)
        return total / rows


def run(sampler, steps=5):
    x = tf.constant(0.5)
    for i in tf.range(steps):
        x, density = sampler.move(x, tf.stack([i, 7]))
    return x, density, sampler.random_walk(x, tf.constant([[1, 2], [3, 4], [5, 6]]))


if __name__ == "__main__":
    posterior = Posterior([1.0, 1.5, 0.5, 1.2])
    sampler, again = Sampler(posterior), Sampler(posterior)
    graph = run(sampler)
    tf.config.run_functions_eagerly(True)
    eager = run(again)
    tf.config.run_functions_eagerly(False)
    assert np.allclose(graph, eager, atol=1e-3), (graph, eager)
    assert float(sampler.accepted) == float(again.accepted) > 0
    print("proved")
