"""Plans night buses; a lazy loader of its own and names of mocks look like TensorFlow and are not."""
import importlib
from types import SimpleNamespace
from unittest import mock

import tensorflow as tf

keras = SimpleNamespace(layers=SimpleNamespace(Route=lambda stops: list(stops)))


class Lazy:
    """Stands for a module until something is taken of it."""

    def __init__(self, name):
        self.name = name

    def __getattr__(self, name):
        return getattr(importlib.import_module(self.name), name, lambda *given: given)


flow = Lazy("tensorflow")


def stops(count):
    return keras.layers.Route(range(count))


def waits(times):
    return flow.average_wait(times), flow.constant(times)


def patched():
    with mock.patch("tensorflow.math.night_mean", create=True, new=lambda x: x):
        return tf.math.night_mean(3)


def handed(module, times):
    """What is handed in may be anything."""
    return module.average_wait(times)


def delay(times):
    return tf.maths.reduce_max(times)  # expect: tf-unknown-name


if __name__ == "__main__":
    assert stops(2) == [0, 1] and waits([1.0])[0] == ([1.0],) and patched() == 3
    assert handed(flow, 2) == (2,)
    try:
        delay([1.0])
    except AttributeError as error:
        assert "maths" in str(error)
    else:
        raise AssertionError("tf.maths")
    print("proved")
