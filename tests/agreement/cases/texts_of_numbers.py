"""Texts that calls make of numbers are new ones each time; four that are written out may be modes."""

import functools

import tensorflow as tf


class Measuring:
    def __call__(self, x, text):
        return x * float(len(text))


measuring = Measuring()


@tf.function
def by_object(x, text):
    return measuring(x, text)


def measured(x, text):
    return x * float(len(text))


@tf.function
def by_partial(x, text):
    ready = functools.partial(measured, x)
    return ready(text)


@tf.function
def by_mode(x, text):
    return x * 2.0 if text == "2" else x


def run():
    x = tf.ones([2])
    results = [by_object(x, f"{i} px") for i in range(4)]  # expect: tf-python-scalar-arg
    results.append(by_partial(x, str(1)))  # expect: tf-python-scalar-arg
    results.append(by_partial(x, str(2)))
    results.append(by_partial(x, f"{3}"))
    results.append(by_partial(x, repr(4)))
    results += [by_mode(x, str(1)), by_mode(x, str(2)), by_mode(x, str(3)), by_mode(x, str(4))]
    return {"b1": results}
