"""A one-layer normalising flow with an invertible affine map."""
from __future__ import annotations

import math

import tensorflow as tf


class AffineFlow(tf.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.log_scale = tf.Variable(tf.zeros([width]))

    @property
    def scale(self) -> tf.Tensor:
        return tf.exp(self.log_scale)

    @property
    def shift(self) -> tf.Variable:
        """Offset of the map; meant to be learned."""
        return tf.Variable(tf.zeros([self.width]), name="shift")  # expect: tf-variable-creation

    def forward(self, z: tf.Tensor) -> tf.Tensor:
        return z * self.scale + self.shift

    def inverse(self, x: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        return x / self.scale, -tf.reduce_sum(self.log_scale)


class Density:
    def __init__(self, flow: AffineFlow) -> None:
        self.flow = flow

    @tf.function
    def log_prob(self, x: tf.Tensor) -> tf.Tensor:
        z, log_det = self.flow.inverse(x)
        normal = -0.5 * tf.reduce_sum(z ** 2, axis=-1) - 0.5 * self.flow.width * math.log(2.0 * math.pi)
        return normal + log_det

    @tf.function
    def sample(self, count: int = 4) -> tf.Tensor:
        noise = tf.random.normal([count, self.flow.width])
        return self.flow.forward(noise)


if __name__ == "__main__":
    density = Density(AffineFlow(3))
    for _ in range(3):
        assert density.log_prob(tf.zeros([2, 3])).shape == (2,)
    tf.config.run_functions_eagerly(True)
    assert all(density.sample().shape == (4, 3) for _ in range(3))
    tf.config.run_functions_eagerly(False)
    try:
        density.sample()
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the property makes a variable at each access")
    print("proved")
