"""A variable on an object that is passed is made once, whoever sets it: a helper, a hook, a static method.

With another object it would be made on a later trace: what the preview rule says.
"""

import tensorflow as tf


class Store:
    def __init__(self):
        self.static = None
        self.hook = None
        self.tabled = None


class Tools:
    @staticmethod
    def made(x, store):
        if store.static is None:
            store.static = tf.Variable(1.0)  # allow: tf-late-state-creation
        return x * store.static


class Base:
    @tf.function
    def step(self, x, store):
        return self._step(x, store)


class Derived(Base):
    def _step(self, x, store):
        if store.hook is None:
            store.hook = tf.Variable(1.0)  # allow: tf-late-state-creation
        return x * store.hook


def tabled(x, store):
    if store.tabled is None:
        store.tabled = tf.Variable(1.0)  # allow: tf-late-state-creation
    return x * store.tabled


TABLE = {"made": tabled}


@tf.function
def static_step(x, store):
    return Tools.made(x, store)


@tf.function
def tabled_step(x, store):
    return TABLE["made"](x, store)


def run():
    store, derived = Store(), Derived()
    results = []
    for _ in range(4):
        x = tf.ones([2])
        results.append([static_step(x, store), derived.step(x, store), tabled_step(x, store)])
    return {"b1": results}
