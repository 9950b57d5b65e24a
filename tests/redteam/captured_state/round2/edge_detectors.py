"""Oriented edge detectors: closures from a factory, configured step by step."""
from __future__ import annotations

import math
from typing import Callable

import numpy as np
import tensorflow as tf

Detector = Callable[[tf.Tensor], tf.Tensor]


def oriented(angle: float, gain: float) -> Detector:
    """The slope of the brightness along one direction."""
    along_x, along_y = gain * math.cos(angle), gain * math.sin(angle)

    def detect(image: tf.Tensor) -> tf.Tensor:
        dy, dx = tf.image.image_gradients(image)
        return along_x * dx + along_y * dy

    return detect


class Gate:
    """Keeps what is above a level of its own."""

    def __init__(self, level: float) -> None:
        self.level = level

    def __call__(self, response: tf.Tensor) -> tf.Tensor:
        return tf.where(tf.abs(response) > self.level, response, 0.0)


class Bank:
    def __init__(self) -> None:
        self.angles: list[float] = []
        self.gain = 1.0
        self.detectors: list[Detector] = []

    def looking_at(self, *degrees: float) -> Bank:
        self.angles += [math.radians(d) for d in degrees]
        return self

    def with_gain(self, gain: float) -> Bank:
        self.gain = gain
        return self

    def compile(self, levels: tuple[float, ...]) -> Detector:
        """Freezes what has been chosen into a compiled function."""
        self.detectors = [oriented(angle, self.gain) for angle in self.angles]
        gates = [Gate(level) for level in levels]

        @tf.function
        def respond(image: tf.Tensor) -> tf.Tensor:
            return tf.concat([gate(d(image)) for d, gate in zip(self.detectors, gates)], axis=-1)

        return respond


def strongest(respond: Detector, images: list[np.ndarray]) -> list[int]:
    winners = []
    for image in images:
        responses = respond(tf.constant(image[None, :, :, None], tf.float32))
        winners.append(int(tf.argmax(tf.reduce_sum(tf.abs(responses), axis=[0, 1, 2]))))
    return winners


if __name__ == "__main__":
    ramp = np.tile(np.arange(4.0), (4, 1))
    pictures = [ramp, ramp.T, ramp + ramp.T]
    respond = Bank().looking_at(0, 45).looking_at(90).with_gain(2.0).compile(levels=(0.5, 0.25, 0.5))
    graph = strongest(respond, pictures)
    assert respond.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    assert strongest(respond, pictures) == graph == [0, 2, 1]
    print("proved")
