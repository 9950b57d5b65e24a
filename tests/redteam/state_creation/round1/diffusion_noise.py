"""Forward process of a diffusion model: noises a batch at random time steps."""
from __future__ import annotations

import functools

import numpy as np
import tensorflow as tf

STEPS = 50
graph = functools.partial(tf.function, autograph=False)


def cosine_schedule(steps: int, offset: float = 0.008) -> np.ndarray:
    t = np.linspace(0, 1, steps + 1)
    alphas = np.cos((t + offset) / (1 + offset) * np.pi / 2) ** 2
    return (alphas / alphas[0])[1:].astype(np.float32)


ALPHAS = tf.constant(cosine_schedule(STEPS))


def fresh_noise(shape, seed: int) -> tf.Tensor:
    generator = tf.random.Generator.from_seed(seed)  # expect: tf-variable-creation
    return generator.normal(shape)


@graph
def noised(clean: tf.Tensor, t: tf.Tensor, seed: int = 11) -> tuple[tf.Tensor, tf.Tensor]:
    """Returns the noised batch and the noise that a network has to predict."""
    alpha = tf.gather(ALPHAS, t)[:, None]
    draw = fresh_noise
    noise = draw(tf.shape(clean), seed)
    return tf.sqrt(alpha) * clean + tf.sqrt(1.0 - alpha) * noise, noise


@graph
def denoised(mixed: tf.Tensor, noise: tf.Tensor, t: tf.Tensor) -> tf.Tensor:
    alpha = tf.gather(ALPHAS, t)[:, None]
    return (mixed - tf.sqrt(1.0 - alpha) * noise) / tf.sqrt(alpha)


if __name__ == "__main__":
    clean = tf.reshape(tf.range(6.0), [2, 3])
    t = tf.constant([3, 9])
    tf.config.run_functions_eagerly(True)
    mixed, noise = noised(clean, t)
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(denoised(mixed, noise, t), clean, atol=1e-3)
    try:
        noised(clean, t)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("a generator owns a variable and must be refused")
    print("proved")
