"""A traced constructor that stores Python values only, once an object."""

import tensorflow as tf


class Config:
    @tf.function
    def __init__(self):
        self.rate = 0.5
        self.name = "config"

    def scaled(self, x):
        return x * self.rate


def run():
    return [float(Config().scaled(value)) for value in (1.0, 2.0, 3.0)]
