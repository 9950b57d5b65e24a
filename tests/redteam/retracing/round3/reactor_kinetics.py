"""Conversion in a batch reactor over a temperature programme (A -> B -> C)."""
from __future__ import annotations

import dataclasses
import math

import tensorflow as tf

GAS = 8.314


@dataclasses.dataclass(frozen=True)
class Kinetics:
    """Rate constants of the two steps."""

    first: float
    second: float
    order: int = 1

    @classmethod
    def at(cls, kelvin: float) -> Kinetics:
        return cls(first=5e4 * math.exp(-4e4 / (GAS * kelvin)), second=2e3 * math.exp(-4e4 / (GAS * kelvin)))


class Reactor:
    def __init__(self, seconds: float = 0.5, substeps: int = 5) -> None:
        self.substeps = substeps
        self.dt = tf.constant(seconds / substeps)

    def slopes(self, mix: tf.Tensor, kinetics: Kinetics) -> tf.Tensor:
        a_to_b = kinetics.first * mix[0] ** kinetics.order
        b_to_c = kinetics.second * mix[1]
        return tf.stack([-a_to_b, a_to_b - b_to_c, b_to_c])

    @tf.function
    def hold(self, mix: tf.Tensor, kinetics: Kinetics) -> tf.Tensor:
        for _ in range(self.substeps):
            mix = mix + self.dt * self.slopes(mix, kinetics)
        return mix


def programme(start: float, stop: float, step: float):
    kelvin = start
    while kelvin <= stop:
        yield kelvin
        kelvin += step


def cook(reactor: Reactor, temperatures) -> list[tf.Tensor]:
    mix, course = tf.constant([1.0, 0.0, 0.0]), []
    for kelvin in temperatures:
        mix = reactor.hold(
            mix,
            Kinetics.at(kelvin),  # expect: tf-python-container-arg  allow: tf-object-arg
        )
        course.append(mix)
    return course


if __name__ == "__main__":
    reactor = Reactor()
    course = cook(reactor, programme(300.0, 360.0, 10.0))
    assert len(course) == reactor.hold.experimental_get_tracing_count() == 7
    assert abs(float(tf.reduce_sum(course[-1])) - 1.0) < 1e-5

    @tf.function
    def hold_tensors(mix, first, second):
        return mix[0] * first + mix[1] * second

    for kelvin in programme(300.0, 360.0, 10.0):
        rates = Kinetics.at(kelvin)
        hold_tensors(course[0], tf.constant(rates.first), tf.constant(rates.second))
    assert hold_tensors.experimental_get_tracing_count() == 1
    print("proved")
