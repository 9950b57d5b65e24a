"""The cure: a factory's parameter is a name of its own at each call."""

import tensorflow as tf


def make_branch(bias):
    @tf.function
    def branch(inputs):
        return inputs + bias

    return branch


def run():
    branches = {}
    for name, bias in (("left", 1.0), ("right", 2.0)):
        branches[name] = make_branch(bias)
    results = [branches[name](tf.constant(0.0)).numpy() for name in ("left", "right")]
    return {"results": results, "wanted": [1.0, 2.0]}
