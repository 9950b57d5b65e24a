"""Ancestral sampling from a toy denoising diffusion model."""

from __future__ import annotations

import functools

import numpy as np
import tensorflow as tf

compiled = functools.partial(tf.function, autograph=False)
gaussian = np.random.standard_normal


class NoiseSchedule:
    """Linear betas and what follows from them, as constants."""

    def __init__(self, steps: int, beta_min: float = 1e-3, beta_max: float = 0.05):
        self.steps = steps
        betas = np.linspace(beta_min, beta_max, steps, dtype=np.float32)
        self.betas = tf.constant(betas)
        self.alphas_bar = tf.constant(np.cumprod(1.0 - betas))


def _noise_like(x):
    """Standard normal noise of the shape of x."""
    return tf.constant(gaussian(tuple(x.shape)).astype("float32"))  # expect: tf-python-random


def predict_noise(x, alpha_bar):
    """A stand-in for the network: exact for unit Gaussian data."""
    return tf.sqrt(1.0 - alpha_bar) * x


schedule = NoiseSchedule(20)


@compiled
def p_sample(x, t):
    """One reverse step x_t -> x_{t-1}."""
    beta = tf.gather(schedule.betas, t)
    alpha_bar = tf.gather(schedule.alphas_bar, t)
    eps = predict_noise(x, alpha_bar)
    mean = (x - beta / tf.sqrt(1.0 - alpha_bar) * eps) / tf.sqrt(1.0 - beta)
    keep = tf.cast(t > 0, x.dtype)
    return mean + keep * tf.sqrt(beta) * _noise_like(x)


def sample(shape):
    """Full reverse chain, stepping from Python."""
    x = tf.random.normal(shape)
    for t in reversed(range(schedule.steps)):
        x = p_sample(x, tf.constant(t))
    return x


if __name__ == "__main__":
    assert sample([2, 3]).shape == (2, 3)
    start = tf.zeros([4, 2])
    t = tf.constant(10)
    graph = {p_sample(start, t).numpy().tobytes() for _ in range(4)}
    eager = {p_sample.python_function(start, t).numpy().tobytes() for _ in range(4)}
    assert len(graph) == 1, len(graph)
    assert len(eager) == 4, len(eager)
    print("proved")
