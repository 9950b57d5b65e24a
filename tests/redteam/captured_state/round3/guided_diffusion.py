"""Deterministic diffusion sampling with a guidance scale chosen per prompt."""
import contextlib
import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class SamplerConfig:
    steps: int = 8
    guidance: float = 1.0


def cosine_alphas(steps):
    time = np.linspace(0.0, 0.95, steps + 1)
    return (np.cos(0.5 * np.pi * time) ** 2).astype(np.float32)


class Sampler(tf.Module):
    """A toy latent model with classifier-free guidance."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        self.alphas = tf.constant(cosine_alphas(config.steps))
        self.kernel = tf.Variable(0.3 * tf.eye(4))

    def _noise(self, latent, condition):
        free = tf.matmul(latent, self.kernel)
        bound = free + 0.1 * condition
        return free + self.config.guidance * (bound - free)  # expect: tf-attribute-read

    @tf.function
    def denoise(self, latent, condition, step):
        now, before = self.alphas[step], self.alphas[step - 1]
        noise = self._noise(latent, condition)
        clean = (latent - tf.sqrt(1.0 - now) * noise) / tf.sqrt(now)
        return tf.sqrt(before) * clean + tf.sqrt(1.0 - before) * noise

    @contextlib.contextmanager
    def guided(self, scale):
        previous = self.config.guidance
        self.config.guidance = scale
        try:
            yield self
        finally:
            self.config.guidance = previous

    def sample(self, condition):
        latent = tf.ones([1, 4])
        for step in tf.range(self.config.steps, 0, -1):
            latent = self.denoise(latent, condition, step)
        return float(tf.reduce_sum(latent))


def sweep(scales):
    sampler = Sampler(SamplerConfig())
    prompt = tf.constant([[1.0, 0.0, -1.0, 2.0]])
    energies = []
    for scale in scales:
        with sampler.guided(scale) as active:
            energies.append(active.sample(prompt))
    return energies


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = sweep([1.0, 3.0, 7.5])
    tf.config.run_functions_eagerly(False)
    graph = sweep([1.0, 3.0, 7.5])
    assert len({round(value, 3) for value in eager}) == 3
    assert graph[0] == graph[1] == graph[2]
    np.testing.assert_allclose(graph[0], eager[0], rtol=1e-4)
    print("proved")
