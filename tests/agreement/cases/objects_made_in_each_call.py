"""Each of the calls makes the object that it passes; equal ones do not share a trace, for the first is gone."""

import dataclasses

import tensorflow as tf


class Config:
    def __init__(self, rate):
        self.rate = rate


@dataclasses.dataclass(frozen=True)
class Frozen:
    rate: float = 2.0


@tf.function
def scaled(values, config):
    return values * config.rate


@tf.function
def applied(values, function):
    return function(values)


KEPT = Config(2.0)


@tf.function
def kept(values, config):
    return values * config.rate


def run():
    values = tf.ones([3])
    first = scaled(values, Config(2.0))  # expect: tf-object-arg
    second = scaled(values, Frozen(3.0))
    third = scaled(values, Config(4.0))
    fourth = scaled(values, Frozen(3.0))
    fifth = applied(values, lambda value: value * 2.0)  # expect: tf-object-arg
    sixth = applied(values, lambda value: value * 3.0)
    seventh = applied(values, lambda value: value * 4.0)
    rest = [kept(values, KEPT), kept(values, KEPT), kept(values, KEPT)]
    return {"b1": [first, second, third, fourth, fifth, sixth, seventh, rest]}
