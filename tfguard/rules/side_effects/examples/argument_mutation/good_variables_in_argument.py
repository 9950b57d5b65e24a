"""Assigning to variables inside an argument, and computing with its tensors, changes no container."""

import tensorflow as tf


@tf.function
def update(state, value):
    state["total"].assign_add(value)
    inputs = state["inputs"]
    inputs += value
    return inputs, state["total"].read_value()


def run():
    state = {"total": tf.Variable(0.0), "inputs": tf.constant([1.0, 2.0])}
    results = [update(state, tf.constant(value)) for value in (1.0, 2.0)]
    return [(inputs.numpy(), total.numpy()) for inputs, total in results]
