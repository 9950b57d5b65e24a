"""Polars of gliders: sink over speed, fitted by least squares, exported with inputs for pilots."""
from __future__ import annotations

import functools

import tensorflow as tf
import tensorflow.compat.v1 as tf1

as_input = functools.partial(tf1.placeholder, tf.float32)  # allow: tf1-placeholder


class Polar(tf.Module):
    def __init__(self) -> None:
        super().__init__()
        self.coefficients = tf.Variable([0.6, -0.02, 0.0004])

    @tf.function
    def sink(self, speed: tf.Tensor) -> tf.Tensor:
        powers = tf.stack([tf.ones_like(speed), speed, speed**2], axis=-1)
        return tf.linalg.matvec(powers, self.coefficients)

    @tf.function
    def fit(self, speed: tf.Tensor, sink: tf.Tensor) -> tf.Tensor:
        powers = tf.stack([tf.ones_like(speed), speed, speed**2], axis=-1)
        solved = tf.linalg.lstsq(powers, sink[:, None], l2_regularizer=1e-3)[:, 0]
        self.coefficients.assign(solved)
        return tf.reduce_max(tf.abs(self.sink(speed) - sink))

    @tf.function
    def best_glide(self, speeds: tf.Tensor) -> tf.Tensor:
        ratio = speeds / self.sink(speeds)
        return speeds[tf.argmax(ratio)]


def wind(default: float | None = None) -> tf.Tensor:
    """Headwind; the pilot may give it later."""
    if default is not None:
        return tf1.placeholder_with_default(default, [], name="wind")
    return tf1.placeholder(tf.float32, [], name="wind")  # expect: tf1-placeholder


@tf.function
def ground_speed(speed: tf.Tensor) -> tf.Tensor:
    return speed - wind(5.0)


@tf.function
def open_ground_speed(speed: tf.Tensor) -> tf.Tensor:
    return speed - wind()


def ballast() -> tf.Tensor:
    return 1.0 + 0.1 * as_input(shape=[], name="ballast")  # expect: tf1-placeholder


def speeds() -> tf.Tensor:
    return tf.linspace(60.0, 160.0, 6)


if __name__ == "__main__":
    polar, reference = Polar(), Polar()
    for scale in (1.0, 1.2):
        sink = 0.0005 * scale * (speeds() - 70.0) ** 2 + 0.5
        graph, eager = polar.fit(speeds(), sink), Polar.fit.python_function(reference, speeds(), sink)
        assert abs(float(graph) - float(eager)) < 1e-2
        assert float(polar.best_glide(speeds())) == float(Polar.best_glide.python_function(polar, speeds()))
        assert float(ground_speed(sink)[0]) == float(ground_speed.python_function(sink)[0])
    try:
        open_ground_speed(speeds())
    except tf.errors.InvalidArgumentError as error:
        assert "must feed a value for placeholder tensor 'wind'" in str(error), error
    else:
        raise AssertionError("the wind was known")
    try:
        ballast()
    except RuntimeError as error:
        assert "not compatible with eager execution" in str(error), error
    else:
        raise AssertionError("the ballast was known")
    print("proved")
