"""The traced function reads one entry of a dict, the caller counts in another."""

import tensorflow as tf

state = {"rate": 0.5, "steps": 0}


@tf.function
def step(weights):
    return weights * state["rate"]


def run():
    weights = tf.constant([8.0])
    for _ in range(3):
        weights = step(weights)
        state["steps"] += 1
    return weights.numpy(), state["steps"]
