"""The object leaves with its method: by its own name, in a closure, or in a list."""

import tensorflow as tf


class Scaler(tf.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = tf.Variable(factor)

    @tf.function
    def apply(self, x):
        return self.factor * x

    def half(self):
        return Scaler(0.5 * self.factor.read_value())


def with_object(factor):
    scaler = Scaler(factor)
    return scaler.apply, scaler


def in_closure(factor):
    scaler = Scaler(factor)
    return lambda x: scaler.apply(x)


def all_of(factors):
    kept, methods = [], []
    for factor in factors:
        scaler = Scaler(factor)
        kept.append(scaler)
        methods.append(scaler.apply)
    return kept, methods


def results(factors, x):
    found = []
    for factor in factors:
        scaler = Scaler(factor)
        found.append(scaler.half().factor * scaler.factor * x)
    return found


kept, methods = all_of([2.0, 3.0])
apply, scaler = with_object(4.0)


def run():
    x = tf.constant(1.0)
    values = [method(x) for method in (*methods, apply, in_closure(5.0))]
    return [float(value) for value in (*values, *results([2.0, 3.0], x))]
