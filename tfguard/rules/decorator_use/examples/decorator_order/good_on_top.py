"""staticmethod, classmethod and property on top of tf.function; abstractmethod below it."""

import abc

import tensorflow as tf


class Base(abc.ABC):
    scale = 2.0

    @tf.function
    @abc.abstractmethod
    def call(self, x):
        raise NotImplementedError

    @staticmethod
    @tf.function
    def double(x):
        return x * 2.0

    @classmethod
    @tf.function
    def scaled(cls, x):
        return x * cls.scale

    @property
    @tf.function
    def unit(self):
        return tf.constant(1.0) * self.scale


class Model(Base):
    @tf.function
    def call(self, x):
        return self.double(x) + self.scaled(x) + self.unit


def run():
    model = Model()
    return [model.call(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
