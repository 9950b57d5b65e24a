"""The cure: stop in the caller, at each step."""

import builtins
import sys

import tensorflow as tf


@tf.function
def train_step(weights, rate):
    return weights * rate


def train(weights, steps):
    for _ in range(steps):
        rate = float(input("rate? "))
        weights = train_step(weights, tf.constant(rate))
        breakpoint()
    return weights


def run():
    stops = []
    answers = iter(["0.5", "0.25", "0.125"])
    sys.breakpointhook = lambda: stops.append(None)
    builtins.input = lambda prompt: next(answers)
    return train(tf.constant(64.0), 3).numpy(), len(stops)
