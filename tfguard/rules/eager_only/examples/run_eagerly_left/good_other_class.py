"""An object of the project with an attribute and a method of the same names."""

import tensorflow as tf


class Plan:
    def __init__(self):
        self.run_eagerly = False

    def compile(self, run_eagerly):
        self.run_eagerly = run_eagerly


@tf.function
def step(x):
    return x * 2.0


def run():
    plan = Plan()
    plan.compile(run_eagerly=True)
    plan.run_eagerly = True
    results = [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
    return {"results": results, "wanted": [2.0, 4.0, 6.0]}
