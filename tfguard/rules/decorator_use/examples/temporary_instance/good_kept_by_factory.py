"""Factories that keep what they make: in a registry, as the one object, in a closure, in a cache."""

import functools

import tensorflow as tf

REGISTRY = {}


class Filter:
    one = None

    def __init__(self, tap):
        self.tap = tf.constant(tap)

    @classmethod
    def shared(cls):
        if cls.one is None:
            cls.one = cls(0.5)
        return cls.one

    @classmethod
    def named(cls, name):
        made = cls(0.25)
        REGISTRY[name] = made
        return made

    @classmethod
    def listed(cls, name):
        made = cls(0.25)
        made.enlist(name)
        return made

    @classmethod
    @functools.lru_cache
    def cached(cls, tap):
        return cls(tap)

    @classmethod
    def watched(cls):
        made = cls(2.0)
        REGISTRY["watch"] = lambda: made.tap
        return made

    def enlist(self, name):
        REGISTRY[name + " enlisted"] = self

    @tf.function
    def response(self, x):
        return x * self.tap


def responses(x):
    kept = [Filter.shared().response(x), Filter.named("a").response(x), Filter.listed("b").response(x)]
    return tf.stack([*kept, Filter.cached(3.0).response(x), Filter.watched().response(x)])


def run():
    return [responses(tf.constant(value)).numpy().tolist() for value in (1.0, 2.0, 3.0)]
