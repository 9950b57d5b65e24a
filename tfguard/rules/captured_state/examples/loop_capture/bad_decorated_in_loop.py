"""A decorated function is defined for each entry of a dict; all of them use the last entry."""

import tensorflow as tf

BIASES = {"left": 1.0, "right": 2.0}


def make_branches():
    branches = {}
    for name, bias in BIASES.items():

        @tf.function
        def branch(inputs):
            return inputs + bias  # expect: tf-loop-capture

        branches[name] = branch
    return branches


def run():
    branches = make_branches()
    results = {name: branch(tf.constant(0.0)).numpy() for name, branch in branches.items()}
    return {"results": results, "wanted": BIASES}
