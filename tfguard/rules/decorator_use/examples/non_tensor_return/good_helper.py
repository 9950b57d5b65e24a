"""Helpers that are not traced on their own may return anything to a traced function."""

import dataclasses

import tensorflow as tf


@dataclasses.dataclass
class Encoded:
    value: tf.Tensor
    names: set


def encode(x):
    return Encoded(x * 2.0, {"x"})


class Model:
    def configure(self):
        self.scale = 3.0
        return self

    @tf.function
    def call(self, x):
        encoded = encode(x)
        return self.configure().scale * encoded.value * len(encoded.names)


def run():
    model = Model()
    return [model.call(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
